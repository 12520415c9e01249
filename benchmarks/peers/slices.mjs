// DuckDB, slices.mjs DIR ROUNDS: cells and loss sums of two models in 120 slices by grouping sets, from a table in memory.
import { DuckDBInstance } from '@duckdb/node-api';
const [folder, rounds] = [process.argv[2], Number(process.argv[3])];
const columns = Array.from({ length: 10 }, (_, j) => 'c' + String(j + 1).padStart(2, '0'));
const db = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
await db.run(`create table h as select * from read_csv('${folder}/heldout.csv')`);
const query = `select ${columns.join(',')}, count(*), sum((champion>=.5 and label=1)::int), sum((champion>=.5 and label=0)::int),
  sum((challenger>=.5 and label=1)::int), sum((challenger>=.5 and label=0)::int), sum(label), sum(pow(champion-label,2)),
  sum(pow(challenger-label,2)), sum(-label*ln(champion)-(1-label)*ln(1-champion)),
  sum(-label*ln(challenger)-(1-label)*ln(1-challenger)) from h group by grouping sets (${columns.map(c => `(${c})`).join(',')})`;
const seconds = [];
let rows = 0;
for (let i = 0; i < rounds + 2; i++) {
  const start = performance.now();
  rows = (await db.runAndReadAll(query)).getRows().length;
  if (i >= 2) seconds.push((performance.now() - start) / 1000);
}
seconds.sort((x, y) => x - y);
console.log(JSON.stringify({ seconds: seconds[rounds >> 1], least: seconds[0], slices: rows }));
