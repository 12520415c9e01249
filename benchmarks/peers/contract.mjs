// node contract.mjs FILE ROUNDS read|check polars|duckdb: seconds of each round as JSON. Two threads, all in one process.
import os from 'os';
const [file, rounds, work, who] = process.argv.slice(2);
const cats = Array.from({ length: 10 }, (_, j) => 'c' + String(j + 1).padStart(2, '0'));
const card = [5, 7, 8, 10, 11, 12, 14, 15, 18, 20];
const range = { champion: [0, 1], challenger: [0, 1], f1: [-10, 10], f2: [-20, 30], f3: [0, 50], f4: [0, 100], f5: [0, 100], f6: [0, 50], f7: [0, 1], f8: [0, 1e4] };
const seconds = [];
let found = null;
async function time(run) {
  for (let i = 0; i < Number(rounds); i++) { const start = performance.now(); found = await run(); seconds.push((performance.now() - start) / 1000); }
}
if (who === 'polars') {
  const { default: pl } = await import('nodejs-polars');
  await time(() => pl.readCSV(file).height);
} else {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const db = await (await DuckDBInstance.create(':memory:', { threads: String(os.cpus().length) })).connect();
  // The same rules as schema.json's, each once over all rows.
  const checks = ["count(*)", "count(*) filter (id is null or not regexp_full_match(id, 'R\\d{7}'))", 'count(*) filter (label is null or label not in (0, 1))',
    ...Object.entries(range).map(([c, [lo, hi]]) => `count(*) filter (${c} not between ${lo} and ${hi}${c === 'f8' ? '' : ` or ${c} is null`})`),
    ...cats.map((c, j) => `count(*) filter (${c} is null or ${c} not in (${Array.from({ length: card[j] }, (_, k) => `'${c}_v${String(k).padStart(2, '0')}'`)}))`)];
  const sql = work === 'read' ? `create or replace table h as select * from read_csv('${file}')` : `select ${checks} from read_csv('${file}')`;
  await time(async () => (await db.runAndReadAll(sql)).getRows()[0].map(Number));
}
console.log(JSON.stringify({ seconds, found }));
