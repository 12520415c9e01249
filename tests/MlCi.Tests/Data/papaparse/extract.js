// Writes core.json out of the npm package papaparse 4.6.3 (MIT, LICENSE): those of its core parser's tests that set no option
// but the delimiter. Run in the unpacked package: node extract.js > core.json
const source = require('fs').readFileSync('tests/test-cases.js', 'utf8');
const RECORD_SEP = String.fromCharCode(30), UNIT_SEP = String.fromCharCode(31);
const begin = source.indexOf('var CORE_PARSER_TESTS');
let tests;
eval(source.slice(begin, source.indexOf('];', begin) + 2).replace('var CORE_PARSER_TESTS', 'tests'));
const chosen = tests.filter(t => Object.keys(t.config || {}).every(key => key === 'delimiter') && ((t.config || {}).delimiter || ',').length === 1);
process.stdout.write(JSON.stringify(chosen.map(t => ({
  description: t.description, delimiter: (t.config || {}).delimiter || ',', input: t.input, data: t.expected.data, errors: t.expected.errors.length,
})), null, 1));
