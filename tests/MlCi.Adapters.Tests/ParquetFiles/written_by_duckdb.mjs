// npm install @duckdb/node-api@1.5.6-r.1 && node written_by_duckdb.mjs
// Writes the same rows as Parquet, in two row groups, and as CSV, in which times are spelt as MlCi spells those of Parquet files.
import { DuckDBInstance } from '@duckdb/node-api';
import { fileURLToPath } from 'node:url';
const path = name => fileURLToPath(new URL(name, import.meta.url));
const db = await (await DuckDBInstance.create(':memory:')).connect();
await db.run("set threads = 1; set timezone = 'UTC'");
await db.run(`create table t as select
  i as row, (k % 3 = 0) as flag, (k % 200 - 100)::tinyint as tiny, (k % 250)::utinyint as utiny, (k * 7 % 60000 - 30000)::smallint as small,
  (k * 1000003 - 999999999)::integer as whole, (4294967295 - k)::uinteger as uwhole, (9007199254740993 + k * 1000000007)::bigint as long,
  (18446744073709551615::ubigint - k::ubigint) as ulong, (k / 10.0)::float as single, sqrt(k) * 1e-7 as double,
  case when k % 5 = 0 then null else k * 1.5 - 700 end::double as some_double,
  (k * 12.25)::decimal(9, 2) as price, (k * 123456789.0123)::decimal(18, 4) as amount, (k * 98765432109876.543)::decimal(28, 6) as wide,
  case when k % 7 = 0 then null when k % 7 = 1 then '' else 'Größe ' || (k % 13)::varchar end as text, null::varchar as nothing,
  case when k % 11 = 0 then null else date '1900-02-27' + (k * 31)::integer end as day,
  timestamp '1969-12-31 23:00:00' + to_milliseconds(k * 12345678) as local, timestamptz '2026-01-31 10:20:30Z' + to_microseconds(k * 987654321) as instant,
  time '10:20:30' + to_milliseconds(k * 250) as clock
  from (select i, i % 37 as k from range(2060) r(i))`);
await db.run(`copy t to '${path('duckdb.parquet')}' (format parquet, row_group_size 2048)`);
const at = (column, zone) => `regexp_replace(strftime(${column}, '%Y-%m-%dT%H:%M:%S.%f'), '\\.?0*$', '')${zone}`;
await db.run(`copy (select * replace (${at('local', '')} as local, ${at('instant', " || 'Z'")} as instant,
  regexp_replace(clock::varchar, '(\\.\\d*?)0*$', '\\1') as clock) from t)
  to '${path('duckdb.csv.gz')}' (format csv, compression gzip, force_quote (text))`);
