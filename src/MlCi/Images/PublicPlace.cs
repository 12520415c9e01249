using System.Text.RegularExpressions;

namespace MlCi.Images;

/// <summary>
/// Where packages keep what they publish to everybody: manuals, and the keys and tokens of their own tests. Shapes count for nothing there;
/// the secrets that the environment holds are looked for all the same.
/// </summary>
public static partial class PublicPlace
{
    /// <summary>Whether a path is such a place.</summary>
    public static bool Is(string path) => Manual().IsMatch(path) || InPackage().IsMatch(path);

    [GeneratedRegex(@"^usr/(?:local/)?share/(?:doc|man|info|help|perl|ca-certificates)/")]
    private static partial Regex Manual();

    [GeneratedRegex(@"(?:^|/)(?:dist-packages|site-packages|node_modules|gems|lib/python3(?:\.[0-9]+)?)/(?:.*/)?(?:(?:tests?|testing|testdata|test_data|test_[^/]*|docs?|examples?)/|test_[^/]*\.py\z|[^/]*_test\.py\z|[^/]*\.(?:dist-info|egg-info)(?:/|\z)|README[^/]*\z)", RegexOptions.IgnoreCase)]
    private static partial Regex InPackage();
}
