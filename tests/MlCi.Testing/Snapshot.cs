using System.Runtime.CompilerServices;
#if HAS_VERIFY_XUNIT
using VerifyTests;
using VerifyXunit;
#else
using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
#endif

namespace MlCi.Testing;

/// <summary>
/// Compares a text with the one that somebody has read and approved: <c>Class.Method.verified.txt</c> beside the test. What
/// differs is written beside it as <c>.received.</c>; to approve it, rename that file. With Verify.Xunit where the feed has it;
/// else by the few lines below, which share its files' names and form.
/// </summary>
public static class Snapshot
{
    /// <summary>Passes where the text is the approved one.</summary>
    /// <param name="text">What the product wrote.</param>
    /// <param name="extension">The extension of the file, such as <c>md</c>.</param>
    /// <param name="sourceFile">The test's file, whose name is that of its class.</param>
    /// <param name="method">The test's name.</param>
    public static Task Verify(string text, string extension = "txt", [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        // A deterministic build in CI writes the repository's root as /_/.
        sourceFile = sourceFile.StartsWith("/_/", StringComparison.Ordinal) ? Path.Combine(RepositoryRoot.Path, sourceFile[3..]) : sourceFile;
        string name = $"{Path.GetFileNameWithoutExtension(sourceFile)}.{method}";
#if HAS_VERIFY_XUNIT
        var settings = new VerifySettings();
        settings.UseFileName(name);
        settings.DisableDiff();
        return Verifier.Verify(text, extension, settings, sourceFile);
#else
        string path = Path.Combine(Path.GetDirectoryName(sourceFile)!, $"{name}.verified.{extension}");
        Compare(text.ReplaceLineEndings("\n"), path, path.Replace(".verified.", ".received.", StringComparison.Ordinal));
        return Task.CompletedTask;
#endif
    }

#if !HAS_VERIFY_XUNIT
    private static void Compare(string text, string verified, string received)
    {
        string? approved = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        if (approved == text)
        {
            File.Delete(received);
            return;
        }

        // As Verify writes it: with a byte order mark, and no line end added.
        File.WriteAllText(received, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        throw new SnapshotException(approved is null
            ? $"found no {Path.GetFileName(verified)}, expected it beside the test; the text is in {received}"
            : $"found a text other than {Path.GetFileName(verified)}; it is in {received}\n{Differences(approved, text)}");
    }

    // Changed lines with one unchanged line on either side.
    private static string Differences(string approved, string text)
    {
        List<DiffPiece> lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(approved, text).Lines;
        var shown = new StringBuilder();
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines.Skip(i - 1).Take(i == 0 ? 2 : 3).All(line => line.Type == ChangeType.Unchanged))
                continue;
            shown.Append(lines[i].Type switch { ChangeType.Inserted => "+ ", ChangeType.Deleted => "- ", _ => "  " }).Append(lines[i].Text).Append('\n');
        }

        return shown.ToString();
    }
#endif
}
