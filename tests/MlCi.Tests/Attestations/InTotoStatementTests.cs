using System.Text;
using System.Text.Json.Nodes;
using MlCi.Attestations;
using MlCi.Findings;

namespace MlCi.Tests.Attestations;

public sealed class InTotoStatementTests
{
    private const string Digest = "sha256:fe4fe40ac7250263c5dbe1cf3138912f3f416140aa248637a60d65fe22c47da4";

    // A statement in the form of the specification (in-toto Statement v1), with more than one subject and members that nobody knows.
    private const string Foreign = """
        {
          "_type": "https://in-toto.io/Statement/v1",
          "subject": [
            {"name": "_", "digest": {"sha512": "ab", "sha256": "fe4fe40ac7250263c5dbe1cf3138912f3f416140aa248637a60d65fe22c47da4"}, "downloadLocation": "https://example.org/x"},
            {"uri": "git+https://example.org/repository", "digest": {"gitCommit": "c27d339ee6075c1f744c5d4b200f7901aad2c369"}}
          ],
          "predicateType": "https://slsa.dev/provenance/v1",
          "predicate": {"runDetails": {"builder": {"id": "https://example.org/builder"}}},
          "extension": true
        }
        """;

    [Fact]
    public void StatementOfAnotherTool_IsRead()
    {
        InTotoStatement statement = Read(Foreign);

        Assert.True(statement.IsAbout(Digest));
        Assert.False(statement.IsAbout("sha256:" + new string('a', 64)));
        Assert.Equal(SlsaProvenance.Type, statement.PredicateType);
        Assert.Equal("https://example.org/builder", SlsaProvenance.BuilderOf(statement.Predicate));
        Assert.Equal("c27d339ee6075c1f744c5d4b200f7901aad2c369", statement.Subjects[1].Digests["gitCommit"]);
    }

    [Fact]
    public void Statement_IsWrittenAsTheSpecificationHasIt()
    {
        var statement = new InTotoStatement([ResourceDescriptor.Of("telco", Digest)], "https://example.org/p/v1", new JsonObject { ["a+b"] = 1 });

        Assert.Equal(
            """{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"telco","digest":{"sha256":"HEX"}}],"predicateType":"https://example.org/p/v1","predicate":{"a+b":1}}""".Replace("HEX", Digest[7..], StringComparison.Ordinal),
            Encoding.UTF8.GetString(statement.Write()));
        Assert.Equal(statement.Write(), InTotoStatement.Read(statement.Write(), "statement").Write());
    }

    [Fact]
    public void PredicateThatIsUnset_IsEmpty() => Assert.Empty(Read("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"ab"}}],"predicateType":"t"}""").Predicate);

    [Theory]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v0.1","subject":[{"digest":{"sha256":"ab"}}],"predicateType":"t"}""", "type 'https://in-toto.io/Statement/v0.1'")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"t"}""", "no subject")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"x"}],"predicateType":"t"}""", "a subject without a digest")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":1}}],"predicateType":"t"}""", "digest 'sha256' that is no text")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"ab"}}]}""", "no predicateType")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"ab"}}],"predicateType":"t","predicate":[]}""", "a predicate that is no object")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"ab"}}],"predicateType":"t","predicate":{"a":1,"a":2}}""", "Duplicate")]
    [InlineData("[]", "no object")]
    [InlineData("hello world", "")]
    public void OtherBytes_AreAFault(string text, string found)
    {
        var fault = Assert.Throws<FaultException>(() => Read(text));

        Assert.Equal(ExitCodes.Misconfigured, fault.ExitCode);
        Assert.Contains(found, fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("expected an in-toto statement of type https://in-toto.io/Statement/v1", fault.Message, StringComparison.Ordinal);
    }

    private static InTotoStatement Read(string text) => InTotoStatement.Read(Encoding.UTF8.GetBytes(text), "statement");
}
