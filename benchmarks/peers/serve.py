#!/usr/bin/python3
"""A served model beside scikit-learn behind the plainest Python server: serve.py [--rounds R] [--requests N] [--clients C] [--program FILE]
Both learn the same churn data, then answer the same single rows on loopback, in turns, in one run; prints medians over the rounds and
ratios. Needs .NET and a Python with pandas and scikit-learn (Debian: python3-sklearn, python3-pandas); leaves nothing behind."""
import argparse, csv, http.client, json, os, socket, statistics, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PIPELINE = os.path.join(ROOT, 'pipelines', 'telco-churn')
TEXTS = {'multiple_lines', 'internet_service', 'online_security', 'online_backup', 'device_protection', 'tech_support', 'streaming_tv',
         'streaming_movies', 'contract', 'payment_method'}


def rival(port):
    """The same kind of model behind http.server: one process, a thread for each connection, HTTP/1.1 kept alive."""
    import http.server
    import pandas
    from sklearn.compose import make_column_transformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler
    train = pandas.read_csv(os.path.join(PIPELINE, 'data', 'train.csv'))
    label = train.pop('churn')
    numbers = [name for name in train if name not in TEXTS]
    train[numbers] = train[numbers].fillna(0)
    model = make_pipeline(make_column_transformer((StandardScaler(), numbers), (OneHotEncoder(handle_unknown='ignore'), sorted(TEXTS))),
                          LogisticRegression(max_iter=1000))
    model.fit(train, label)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_POST(self):
            row = json.loads(self.rfile.read(int(self.headers['content-length'])))
            frame = pandas.DataFrame([row])
            frame[numbers] = frame[numbers].fillna(0)
            body = json.dumps({'predictions': [{'score': model.predict_proba(frame)[0, 1]}]}).encode()
            self.send_response(200)
            self.send_header('content-type', 'application/json')
            self.send_header('content-length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    http.server.ThreadingHTTPServer(('127.0.0.1', port), Handler).serve_forever()


def free_port():
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


def ask(port, bodies, count, clients):
    """Seconds of each request, and requests a second, of so many clients that each keep one connection."""
    taken, failed = [], []

    def work(first):
        connection = http.client.HTTPConnection('127.0.0.1', port)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for i in range(first, count, clients):
            begun = time.perf_counter()
            connection.request('POST', '/predict', bodies[i % len(bodies)], {'content-type': 'application/json'})
            answer = connection.getresponse()
            text = answer.read()
            taken.append(time.perf_counter() - begun)
            if answer.status != 200:
                failed.append(text)
        connection.close()

    begun = time.perf_counter()
    threads = [threading.Thread(target=work, args=(client,)) for client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        sys.exit(f'{len(failed)} requests failed: {failed[0]}')
    return sorted(taken), count / (time.perf_counter() - begun)


def wait(port, path, process, begun):
    while True:
        if process.poll() is not None:
            sys.exit(f'a server ended with {process.returncode}')
        try:
            connection = http.client.HTTPConnection('127.0.0.1', port, timeout=1)
            connection.request('GET', path)
            if path == '/' or connection.getresponse().status == 200:
                return time.perf_counter() - begun
        except OSError:
            pass
        time.sleep(0.002)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--requests', type=int, default=1000)
    parser.add_argument('--clients', type=int, default=4)
    parser.add_argument('--program', help='a published TelcoChurn; built if not given')
    parser.add_argument('--rival', type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rival:
        return rival(options.rival)

    with tempfile.TemporaryDirectory(prefix='mlci-serve-') as folder:
        program = options.program
        if program is None:
            program = os.path.join(folder, 'program', 'TelcoChurn')
            subprocess.run(['dotnet', 'publish', os.path.join(PIPELINE, 'model'), '-c', 'Release', '-v', 'q', '-nologo', '-o', os.path.dirname(program)], check=True)
        with open(os.path.join(folder, 'params.json'), 'w') as file:
            file.write('{"l2": 1.0}')
        model = os.path.join(folder, 'model')
        subprocess.run([program, 'train', '--data', os.path.join(PIPELINE, 'data', 'train.csv'), '--params', file.name, '--seed', '1', '--out', model],
                       check=True, stderr=subprocess.DEVNULL)
        with open(os.path.join(PIPELINE, 'data', 'holdout.csv'), newline='') as file:
            rows = list(csv.DictReader(file))[:500]
        bodies = [json.dumps({name: (value if name in TEXTS else float(value) if value else None) for name, value in row.items() if name != 'churn'}) for row in rows]
        # Whole numbers go as such.
        bodies = [body.replace('.0,', ',').replace('.0}', '}') for body in bodies]

        print(f'single rows on loopback, {options.requests} requests a round; load before: {os.getloadavg()[0]:.1f}', flush=True)
        ready = []
        for _ in range(options.rounds):
            port = free_port()
            begun = time.perf_counter()
            process = subprocess.Popen([program, 'serve', '--model', model, '--schema', os.path.join(PIPELINE, 'schema.json'), '--label', 'churn',
                                        '--urls', f'http://127.0.0.1:{port}', '--drain-delay', '0'], stderr=subprocess.DEVNULL)
            ready.append(wait(port, '/v2/health/ready', process, begun))
            if len(ready) < options.rounds:
                process.terminate()
                process.wait()
        other = free_port()
        begun = time.perf_counter()
        python = subprocess.Popen([sys.executable, os.path.abspath(__file__), '--rival', str(other)])
        try:
            wait(other, '/', python, begun)
            found = {'MlCi': [], 'scikit-learn': []}
            for one in (port, other):
                ask(one, bodies, 200, 1)
            for _ in range(options.rounds):
                for name, one in (('MlCi', port), ('scikit-learn', other)):
                    alone, _ = ask(one, bodies, options.requests, 1)
                    _, rate = ask(one, bodies, options.requests, options.clients)
                    found[name].append((alone[len(alone) // 2] * 1e3, alone[len(alone) * 99 // 100] * 1e3, rate))
        finally:
            process.terminate()
            python.terminate()

    print(f'ready after start: {statistics.median(ready) * 1e3:.0f} ms (median of {len(ready)}), load now: {os.getloadavg()[0]:.1f}')
    print(f'{"":32}{"scikit-learn":>14}{"MlCi":>10}{"ratio":>9}')
    for i, (what, higher) in enumerate((('p50, one client, ms', False), ('p99, one client, ms', False), (f'requests/s, {options.clients} clients', True))):
        mine, theirs = (statistics.median(of[i] for of in found[name]) for name in ('MlCi', 'scikit-learn'))
        print(f'{what:32}{theirs:14.2f}{mine:10.2f}{(mine / theirs if higher else theirs / mine):8.1f}×')


if __name__ == '__main__':
    main()
