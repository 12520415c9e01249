using MlCi.Adapters.Registry;
using MlCi.Data;

namespace MlCi.Adapters.Tests.Registry;

public sealed class AttachmentNameTests
{
    [Fact]
    public void Tag_TellsBothDigests()
    {
        for (int at = 0; at < 200; at++)
        {
            string subject = Digest.OfText($"subject {at}"), attachment = Digest.OfText($"attachment {at}");
            string tag = RegistryName.AttachmentTag(subject, attachment);

            Assert.Equal((subject, attachment), RegistryName.AttachmentOf(tag));
            Assert.Equal(tag, RegistryName.Tag(tag));
            Assert.Equal(tag.ToLowerInvariant(), tag);
            Assert.False(RegistryName.IsShown(tag));
        }
    }

    // python3 -c "import base64; print(base64.b32encode(bytes(range(32))).decode().lower().rstrip('='))"
    [Fact]
    public void Base32_IsRfc4648s()
    {
        string digest = Digest.Prefix + Convert.ToHexStringLower([.. Enumerable.Range(0, 32).Select(at => (byte)at)]);

        Assert.Equal("aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dypq", Base32.Of(digest));
        Assert.Equal(digest, Base32.ToDigest("aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dypq"));
        // The same bits, spelt otherwise in what is left over.
        Assert.Null(Base32.ToDigest("aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dypr"));
    }

    [Theory]
    [InlineData("candidate")]
    [InlineData("attached-x.y")]
    [InlineData("attached-")]
    [InlineData("v1.0.0")]
    public void OtherTags_AreShown(string tag)
    {
        Assert.Null(RegistryName.AttachmentOf(tag));
        Assert.True(RegistryName.IsShown(tag));
    }

    [Fact]
    public void Order_IsByTime_ThenByDigest_AndWhatHasNoneStaysInFront()
    {
        Descriptor Entry(string digest, string? created)
        {
            Descriptor entry = new() { MediaType = "x", Digest = digest, Size = 1 };
            return created is null ? entry : entry.With(AnnotationKeys.Created, created);
        }

        Descriptor[] entries =
        [
            Entry("z", null), Entry("c", "2026-01-02T00:00:00Z"), Entry("b", "2026-01-02T01:00:00+01:00"), Entry("a", null),
            Entry("d", "2026-01-01T00:00:00Z"), Entry("e", "no time"),
        ];

        Assert.Equal("z a e d b c", string.Join(' ', AttachmentOrder.Sort(entries).Select(entry => entry.Digest)));
    }
}
