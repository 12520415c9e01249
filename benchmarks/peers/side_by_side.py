#!/usr/bin/python3
"""MlCi and its rivals on the same files, in one go: side_by_side.py [--rows N] [--replicates B] [--rounds R]
Makes the data, runs everybody in turn and prints medians and ratios. Needs what README.md lists; leaves nothing behind."""
import argparse, json, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROJECT = os.path.join(ROOT, 'benchmarks', 'MlCi.Benchmarks')


def run(*command, cwd=HERE, quiet=False):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f'{" ".join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}')
    return None if quiet else json.loads(done.stdout.strip().splitlines()[-1])


def memory(program, columns, column_bytes):
    """The smallest heap, in tenths of the columns and with them, in which everything can be computed."""
    for tenths in range(20, 100):
        limit = dict(os.environ, DOTNET_GCHeapHardLimit=hex(column_bytes * tenths // 10))
        if subprocess.run(['dotnet', program, 'everything', columns], env=limit, capture_output=True).returncode == 0:
            return tenths / 10
    sys.exit('found no heap of less than 10 times the columns that everything fits into')


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--rows', type=int, default=1_000_000)
    parser.add_argument('--replicates', type=int, default=1000, help='bootstrap replicates; fewer are scaled up to 1,000')
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--python', default='/usr/bin/python3', help='a Python with NumPy, pandas and scikit-learn')
    options = parser.parse_args()

    run('dotnet', 'build', PROJECT, '-c', 'Release', '-v:q', '-nologo', quiet=True)
    with tempfile.TemporaryDirectory(prefix='mlci-peers-') as folder:
        run(options.python, 'gen.py', folder, str(options.rows), quiet=True)
        # Modules are looked for beside the script, so the script goes where they are installed.
        run('npm', 'install', '--no-audit', '--no-fund', '@duckdb/node-api', cwd=folder, quiet=True)
        with open(os.path.join(HERE, 'slices.mjs')) as source, open(os.path.join(folder, 'slices.mjs'), 'w') as copy:
            copy.write(source.read())

        print(f'{options.rows:,} rows, two models, 120 slices; load before: {os.getloadavg()[0]:.1f}', flush=True)
        program = os.path.join(PROJECT, 'bin', 'Release', 'net10.0', 'MlCi.Benchmarks.dll')
        mlci = run('dotnet', program, 'side-by-side', f'{folder}/heldout.npz')
        heap = memory(program, f'{folder}/heldout.npz', mlci['column_bytes'])
        duckdb = run('node', f'{folder}/slices.mjs', folder, str(options.rounds), cwd=folder)
        sklearn = run(options.python, 'slices.py', folder, str(max(1, options.rounds // 2)))
        bootstrap = run(options.python, 'bootstrap.py', folder, str(options.replicates))
        bootstrap['seconds'] *= 1000 / options.replicates

    rows = [
        ('cells and loss sums, all slices', 'DuckDB grouping sets', duckdb['seconds'], 'cells_and_losses', 2),
        ('five metrics, all slices (MlCi: with intervals)', 'pandas + scikit-learn', sklearn['seconds'], 'five_metrics', 20),
        ('AUC and accuracy differences, whole set, with intervals', 'NumPy bootstrap, 1,000 replicates', bootstrap['seconds'], 'whole_set_differences', 250),
    ]
    print(f'{"work":58}{"rival":36}{"rival s":>9}{"MlCi s":>9}{"ratio":>8}{"aim":>6}')
    for work, rival, seconds, key, aim in rows:
        mine = mlci[key]['seconds']
        print(f'{work:58}{rival:36}{seconds:9.3f}{mine:9.3f}{seconds / mine:7.1f}×{aim:5}×')
    everything, one = mlci['everything'], mlci['everything_one_core']
    print(f'everything: {everything["seconds"]:.3f} s (aim 0.6), least {everything["least"]:.3f} s, processor {everything["processor"]:.3f} s; '
          f'one core {one["seconds"]:.3f} s; a heap of {heap}× the columns, these included (aim 3)')
    print(f'95 % intervals, NumPy against MlCi: AUC {bootstrap["auc"]} {mlci["differences"][0][1:]}, '
          f'accuracy {bootstrap["accuracy"]} {mlci["differences"][1][1:]}')
    print(f'load after: {os.getloadavg()[0]:.1f}')


if __name__ == '__main__':
    main()
