using System.Security.Cryptography;
using System.Text;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Adapters.Storage;

/// <summary>The random key of a folder, <c>.mlci/key</c>, which only its owner reads: digests made with it say nothing to whoever lacks it.</summary>
public static class LocalKey
{
    private const int Size = 32;

    /// <summary>The keyed digest of a text (HMAC, RFC 2104, with SHA-256), written like any other digest. Makes the key where there is none.</summary>
    /// <param name="root">The folder that holds <c>.mlci</c>.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="FaultException">The key is damaged (exit 3).</exception>
    public static string DigestOf(string root, string text) =>
        Digest.Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(Of(Path.Combine(root, ".mlci", "key")), Encoding.UTF8.GetBytes(text)));

    private static byte[] Of(string file)
    {
        if (!File.Exists(file))
            Make(file);
        byte[] key = File.ReadAllBytes(file);
        return key.Length == Size ? key : throw FaultException.OutOfReach($"{file}: found {key.Length} bytes, expected the {Size} of a key; without the file a new one is made, and models are trained anew");
    }

    private static void Make(string file)
    {
        string beside = AtomicFile.Beside(file);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (FileStream stream = new(beside, options))
            {
                stream.Write(RandomNumberGenerator.GetBytes(Size));
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another run was first, and its key is everybody's.
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
