using MlCi.Data;
using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Tests.Pipelines;

public sealed class DataPointerTests
{
    private const string File = "data/train.csv.mlci";
    private static readonly string Of = Digest.OfText("rows");

    [Theory]
    [InlineData(null)]
    [InlineData("https://host/a b?x=1#y: \"quoted\" \\ *&")]
    [InlineData("../elsewhere/train.csv")]
    [InlineData("file:///srv/train.csv")]
    [InlineData("C:\\data\\train.csv")]
    [InlineData("# looks like a comment.csv")]
    public void Pointer_IsReadAsItWasWritten(string? address)
    {
        DataSource? source = null;
        if (address is not null)
            Assert.Null(DataSource.Parse(address, out source));
        var pointer = new DataPointer(Of, 5_000_000_000, source);

        string text = pointer.Write("train.csv");

        Assert.Equal(pointer, DataPointer.Read(text, File));
        Assert.Equal(pointer, DataPointer.Read(text.Replace("\n", "\r\n", StringComparison.Ordinal), File));
    }

    [Fact]
    public void Form_IsFourLines_OfWhichTheFirstSaysWhatToDo() => Assert.Equal(
        $"# Stands for train.csv, which is not in git: mlci data pull fetches it, mlci data add follows a change.\nversion: 1\ndigest: {Of}\nsize: 4\n",
        new DataPointer(Of, 4).Write("train.csv"));

    [Theory]
    [InlineData("", "data/train.csv.mlci:1: found nothing, expected one mapping of keys such as version, digest, size")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n", "data/train.csv.mlci:1: found version https://git-lfs.github.com/spec/v1, expected one mapping of keys such as version, digest, size")]
    [InlineData("version: 2\ndigest: DIGEST\nsize: 4", "data/train.csv.mlci:1:10: found 2 for 'version', expected 1")]
    [InlineData("digest: DIGEST\nsize: 4", "data/train.csv.mlci:1: found no 'version', expected version: 1")]
    [InlineData("version: 1\nsize: 4", "data/train.csv.mlci:1:1: found no 'digest', expected sha256: and 64 lower-case hexadecimal digits")]
    [InlineData("version: 1\ndigest: md5:d41d8cd98f00b204e9800998ecf8427e\nsize: 4", "data/train.csv.mlci:2:9: found md5:d41d8cd98f00b204e9800998ecf8427e for 'digest', expected sha256: and 64 lower-case hexadecimal digits")]
    [InlineData("version: 1\ndigest: DIGEST\nsize: -4", "data/train.csv.mlci:3:7: found -4 for 'size', expected the number of bytes")]
    [InlineData("version: 1\ndigest: DIGEST\nsize: 4 MB", "data/train.csv.mlci:3:7: found 4 MB for 'size', expected the number of bytes")]
    [InlineData("version: 1\ndigest: DIGEST\nsize: 4\nsorce: x", "data/train.csv.mlci:4:1: found unknown key 'sorce', expected 'source', or one of version, digest, size, source")]
    [InlineData("version: 1\ndigest: DIGEST\nsize: 4\nsource: s3://bucket/x", "data/train.csv.mlci:4:9: found an address that begins with 's3:' for 'source', expected an address (https://…, oci://…), a path, or a file:///… without a password")]
    [InlineData("version: 1\ndigest: DIGEST\nsize: 4\nsource: https://me:secret@host/x", "data/train.csv.mlci:4:9: found an address with a name or password in it for 'source', expected an address (https://…, oci://…), a path, or a file:///… without a password")]
    [InlineData("version: 1\ndigest: DIGEST\nsize: 4\nsource: 'https:///x'", "data/train.csv.mlci:4:9: found an address that begins with 'https:' and names nothing for 'source', expected an address (https://…, oci://…), a path, or a file:///… without a password")]
    [InlineData("version: 1\ndigest: DIGEST\ndigest: DIGEST\nsize: 4", "data/train.csv.mlci:3:1: ")]
    public void Fault_NamesLineAndExpectation(string text, string fault)
    {
        FaultException exception = Assert.Throws<FaultException>(() => DataPointer.Read(text.Replace("DIGEST", Of, StringComparison.Ordinal), File));

        Assert.Equal(ExitCodes.Misconfigured, exception.ExitCode);
        Assert.StartsWith(fault, Assert.Single(exception.Faults).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralFaults_AreToldAtOnce() => Assert.Equal(3, Assert.Throws<FaultException>(() => DataPointer.Read("version: 3\ndigest: x\nsize: y\n", File)).Faults.Count);

    [Fact]
    public void EachFault_IsToldOnce()
    {
        string[] faults = [.. Assert.Throws<FaultException>(() => DataPointer.Read($"version: 1\ndigest: {Of.ToUpperInvariant()}\nsize: 4.0\ndigests: x\n", File)).Faults.Select(fault => fault.ToString())];

        Assert.Equal(3, faults.Length);
        Assert.Matches("^data/train.csv.mlci:2:9: found SHA256:[0-9A-F]{50}[.]{3} for 'digest', expected sha256: and 64 lower-case hexadecimal digits$", faults[0]);
        Assert.Equal("data/train.csv.mlci:3:7: found 4.0 for 'size', expected the number of bytes", faults[1]);
        Assert.StartsWith("data/train.csv.mlci:4:1: found unknown key 'digests', expected 'digest'", faults[2], StringComparison.Ordinal);
        string mixed = Digest.Prefix + Of[Digest.Prefix.Length..].ToUpperInvariant();
        Assert.Single(Assert.Throws<FaultException>(() => DataPointer.Read($"version: 1\ndigest: {mixed}\nsize: 4\n", File)).Faults);
    }

    [Theory]
    [InlineData("https://host/x.csv?X-Amz-Signature=abc#part", "https://host/x.csv?…")]
    [InlineData("http://localhost:8080/x%20y.csv", "http://localhost:8080/x%20y.csv")]
    [InlineData("file:///srv/x%20y.csv", "/srv/x y.csv")]
    [InlineData("../x.csv", "../x.csv")]
    public void Source_IsShownWithoutWhatMayBeASignature(string text, string shown)
    {
        Assert.Null(DataSource.Parse(text, out DataSource? source));
        Assert.Equal(shown, source!.Shown);
    }

    [Fact]
    public void PathOfAPointer_MeansItsData()
    {
        PipelineDefinition definition = Sample.Read(Sample.With("train: train.csv, holdout: holdout.csv", "train: data/train.csv.mlci, holdout: .mlci"));

        Assert.Equal(("data/train.csv", ".mlci"), (definition.Train.Value, definition.Holdout.Value));
    }
}
