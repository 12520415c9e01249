"""Time and peak memory of one process against four shards and a merge, on a million rows; also whether all bytes are the same.

    dotnet build src/MlCi.Cli -c Release -o OUT && python3 benchmarks/sharded/sharded.py OUT/MlCi.Cli.dll [ROWS] [ROUNDS]

The rows have a label, a score of six decimals, two slice columns, an id and ten features that nobody asks for. Rounds alternate,
so that a machine that gets slower does so for both. Shards run one after another: on four machines the longest of them counts.
"""
import os
import pathlib
import random
import statistics
import sys
import tempfile
import time

SHARDS = 4
ASKED = "--label y --score p --slice region --slice age=30,50".split()


def write(path, rows):
    numbers = random.Random(5)
    with open(path, "w") as file:
        file.write("id,y,p,region,age," + ",".join(f"f{i}" for i in range(10)) + "\n")
        for i in range(rows):
            y = numbers.random() < .3
            p = min(.99, max(.01, (.55 if y else .4) + numbers.uniform(-.35, .35)))
            features = ",".join(f"{numbers.random():.5f}" for _ in range(10))
            file.write(f"{i},{int(y)},{p:.6f},{'nsew'[i % 4]},{18 + i * 7 % 60},{features}\n")


def run(arguments, output):
    """Seconds and peak resident megabytes of a process."""
    begin = time.monotonic()
    pid = os.posix_spawnp("dotnet", ["dotnet", sys.argv[1], "evaluate", *arguments], os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)])
    _, status, usage = os.wait4(pid, 0)
    assert status == 0, arguments
    return time.monotonic() - begin, usage.ru_maxrss / 1024


rows, rounds = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((2, 1_000_000), (3, 5)))
with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder)
    write(path / "rows.csv", rows)
    whole, shards, merges = [], [], []
    for _ in range(rounds):
        whole.append(run(["--predictions", f"{path}/rows.csv", *ASKED, "--json", f"{path}/whole.json"], f"{path}/whole.txt"))
        shards.append([
            run(["--predictions", f"{path}/rows.csv", *ASKED, "--shard", f"{i + 1}/{SHARDS}", "--out", f"{path}/{i}.mlci"], f"{path}/{i}.txt")
            for i in range(SHARDS)])
        merges.append(run(["--merge", *(f"{path}/{i}.mlci" for i in range(SHARDS)), "--json", f"{path}/merged.json"], f"{path}/merged.txt"))
    for form in ("txt", "json"):
        assert (path / f"whole.{form}").read_bytes() == (path / f"merged.{form}").read_bytes(), form
    size = (path / "rows.csv").stat().st_size / 1e6
    shard_size = sum((path / f"{i}.mlci").stat().st_size for i in range(SHARDS)) / 1e6
one = [statistics.median(each[k] for each in whole) for k in (0, 1)]
longest = [statistics.median(max(part[k] for part in each) for each in shards) for k in (0, 1)]
merge = [statistics.median(each[k] for each in merges) for k in (0, 1)]
print(f"{rows:,} rows, {size:.0f} MB; {SHARDS} shards of {shard_size:.1f} MB together; the same bytes; medians of {rounds} rounds")
print(f"one process     {one[0]:6.2f} s {one[1]:6.0f} MB")
print(f"longest shard   {longest[0]:6.2f} s {longest[1]:6.0f} MB    {longest[0] / one[0]:.2f} of the time, {longest[1] / one[1]:.2f} of the memory")
print(f"merge           {merge[0]:6.2f} s {merge[1]:6.0f} MB    {merge[0] / one[0]:.2f} of the time, {merge[1] / one[1]:.2f} of the memory")
