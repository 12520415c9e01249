"""Time of `mlci matrix --affected-since` over many pipelines, beside `git status` on the same files, in turns.

    dotnet build src/MlCi.Cli -c Release -o OUT && python3 benchmarks/affected.py OUT/MlCi.Cli.dll [PIPELINES] [ROUNDS]

Each pipeline has a pipeline.yml of 60 lines, a schema, data, a C# program and a test project, which refer to one of ten shared
projects. Changed are a file of one pipeline and one of a shared project, which a tenth of the pipelines use.
"""
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

pipelines, rounds = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((2, 1000), (3, 7)))


def git(*arguments):
    subprocess.run(["git", "-c", "user.name=b", "-c", "user.email=b@example.com", *arguments], cwd=root, check=True, stdout=subprocess.PIPE)


def write(path, text):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def timed(*command):
    begin = time.monotonic()
    output = subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout
    return time.monotonic() - begin, output


with tempfile.TemporaryDirectory() as folder:
    root = pathlib.Path(folder)
    yaml = pathlib.Path(__file__).parents[1].joinpath("pipelines/telco-churn/pipeline.yml").read_text()
    write("Directory.Build.props", "<Project />")
    write("pipelines/Directory.Build.props", "<Project />")
    for i in range(10):
        write(f"src/Shared{i}/Shared{i}.csproj", "<Project />")
        write(f"src/Shared{i}/Shared.cs", "// 1")
    for i in range(pipelines):
        at = f"pipelines/p{i:04}"
        write(f"{at}/pipeline.yml", yaml)
        for name in ("schema.json", "data/train.csv", "data/holdout.csv", "model/Features.cs", "model/Program.cs", "tests/FeaturesTests.cs"):
            write(f"{at}/{name}", "1")
        write(f"{at}/model/TelcoChurn.csproj", f'<Project><ItemGroup><ProjectReference Include="../../../src/Shared{i % 10}/Shared{i % 10}.csproj" /></ItemGroup></Project>')
        write(f"{at}/tests/TelcoChurn.Tests.csproj", '<Project><ItemGroup><ProjectReference Include="../model/TelcoChurn.csproj" /></ItemGroup></Project>')
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "first")
    write("pipelines/p0001/model/Features.cs", "2")
    write("src/Shared7/Shared.cs", "// 2")
    ours, status, start = [], [], []
    for _ in range(rounds):
        seconds, output = timed("dotnet", sys.argv[1], "matrix", "--affected-since", "main")
        ours.append(seconds)
        status.append(timed("git", "status", "--porcelain")[0])
        start.append(timed("dotnet", sys.argv[1], "holdout", "plan", "--rows", "5000", "--sd", "0.4")[0])
    found = sum(len(job["pipeline"].split(",")) for job in json.loads(output)["include"])
    assert found == 1 + pipelines // 10, found
print(f"{pipelines} pipelines, {found} affected; medians of {rounds} rounds")
print(f"mlci matrix --affected-since  {statistics.median(ours):.2f} s, of which the start of the program {statistics.median(start):.2f} s")
print(f"git status                    {statistics.median(status):.2f} s")
