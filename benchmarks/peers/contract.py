#!/usr/bin/python3
"""Reading a CSV of a million rows, and reading and checking it: MlCi and its rivals on the same file, in turn, in one go.
contract.py [--rows N] [--rounds R]: prints medians and ratios. Needs what README.md lists; leaves nothing behind."""
import argparse, json, os, shutil, statistics, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROJECT = os.path.join(ROOT, 'benchmarks', 'MlCi.Benchmarks')


def run(*command, cwd=HERE, quiet=False):
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f'{command}: exit code {done.returncode}\n{done.stdout}{done.stderr}')
    return None if quiet else json.loads(done.stdout.strip().splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--rows', type=int, default=1_000_000)
    parser.add_argument('--rounds', type=int, default=3, help='how often everybody has a turn')
    parser.add_argument('--repeats', type=int, default=4, help='how often the work is done in one turn, in one process')
    parser.add_argument('--python', default='/usr/bin/python3', help='a Python with NumPy, pandas and jsonschema')
    options = parser.parse_args()

    run('dotnet', 'build', PROJECT, '-c', 'Release', '-v:q', '-nologo', quiet=True)
    program = os.path.join(PROJECT, 'bin', 'Release', 'net10.0', 'MlCi.Benchmarks.dll')
    with tempfile.TemporaryDirectory(prefix='mlci-contract-') as folder:
        run(options.python, 'contract_gen.py', folder, options.rows, quiet=True)
        run('npm', 'install', '--no-audit', '--no-fund', '@duckdb/node-api', 'nodejs-polars', 'nodejs-polars-linux-x64-gnu', cwd=folder, quiet=True)
        shutil.copy(os.path.join(HERE, 'contract.mjs'), folder)
        schema, data, dirty = (os.path.join(folder, name) for name in ('schema.json', 'heldout.csv', 'dirty.csv'))
        with open(schema, 'w') as text:
            text.write(subprocess.run([options.python, 'contract_rows.py', '-', 'schema'], cwd=HERE, capture_output=True, text=True, check=True).stdout)
        size = os.path.getsize(data) / 1e6

        turns = {
            'MlCi read': ['dotnet', program, 'contract', data, schema, options.repeats, 'read'],
            'Polars read': ['node', f'{folder}/contract.mjs', data, options.repeats, 'read', 'polars'],
            'DuckDB read into a table': ['node', f'{folder}/contract.mjs', data, options.repeats, 'read', 'duckdb'],
            'MlCi read and check': ['dotnet', program, 'contract', data, schema, options.repeats, 'check'],
            'DuckDB read and check': ['node', f'{folder}/contract.mjs', data, options.repeats, 'check', 'duckdb'],
            'pandas read and check': [options.python, 'contract_rows.py', data, 'pandas'],
            'jsonschema row by row, per million': [options.python, 'contract_rows.py', data, 'jsonschema'],
        }
        seconds, peak, first = {who: [] for who in turns}, {}, {}
        print(f'{options.rows:,} rows, {size:.0f} MB; load before: {os.getloadavg()[0]:.1f}', flush=True)
        for _ in range(options.rounds):
            for who, command in turns.items():
                result = run(*command, cwd=folder if command[0] == 'node' else HERE)
                seconds[who] += result['seconds']
                first.setdefault(who, result['seconds'][0])
        for who in ('MlCi read', 'MlCi read and check'):
            peak[who] = run(*[1 if word == options.repeats else word for word in turns[who]])['peak_mb']
        found = run('dotnet', program, 'contract', dirty, schema, 1, 'check')['findings']
        lines = json.load(open(os.path.join(folder, 'dirty.json')))

    median = {who: statistics.median(times) for who, times in seconds.items()}
    for who, time in median.items():
        mine = median['MlCi read' if 'check' not in who and 'jsonschema' not in who else 'MlCi read and check']
        print(f'{who:38}{time:9.3f} s  least {min(seconds[who]):.3f}, first {first[who]:.3f}{"" if who.startswith("MlCi") else f"  ratio {time / mine:6.1f}×"}'
              + (f'  peak {peak[who]} MB, {peak[who] / size:.2f} of the file' if who in peak else ''))
    wrong = [column for column, expected in lines.items()
             if not any(one['column'] == column and one['count'] == len(expected) and one['lines'] == expected[:5] for one in found)]
    print(f'planted faults: {sum(one["count"] for one in found)} found in {len(found)} findings' + (f', WRONG: {wrong}' if wrong else ', each with its rows'))


if __name__ == '__main__':
    main()
