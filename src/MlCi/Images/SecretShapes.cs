using System.Text.RegularExpressions;

namespace MlCi.Images;

/// <summary>
/// Secrets that are known by their shape wherever they stand. Prefixes and lengths are those that their makers give, and that the default
/// rules of gitleaks (https://github.com/gitleaks/gitleaks, MIT) look for; only shapes that nothing else has are here, as what is found blocks.
/// </summary>
public static partial class SecretShapes
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SecretShape> All { get; } =
    [
        new("private-key", "a private key", ["-----BEGIN "], PrivateKey()),
        new("putty-key", "a private key of PuTTY", ["PuTTY-User-Key-File-"], PuttyKey()),
        new("aws-access-key", "an access key of AWS", ["AKIA", "ASIA", "ABIA", "ACCA"], AwsKey()),
        new("github-token", "a token of GitHub", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"], GitHubToken()),
        new("gitlab-token", "a token of GitLab", ["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-"], GitLabToken()),
        new("slack-token", "a token of Slack", ["xoxb-", "xoxp-", "xoxe-", "xoxa-", "xoxr-", "xapp-"], SlackToken()),
        new("slack-webhook", "a webhook of Slack", ["hooks.slack.com/"], SlackWebhook()),
        new("google-api-key", "an API key of Google", ["AIza"], GoogleKey()),
        new("google-client-secret", "a client's secret of Google", ["GOCSPX-"], GoogleSecret()),
        new("azure-storage-key", "a key of Azure storage", ["AccountKey="], AzureStorageKey()),
        new("azure-shared-key", "a shared access key of Azure", ["SharedAccessKey="], AzureSharedKey()),
        new("npm-token", "a token of npm", ["npm_"], NpmToken()),
        new("pypi-token", "a token of PyPI", ["pypi-AgE"], PyPiToken()),
        new("huggingface-token", "a token of Hugging Face", ["hf_", "api_org_"], HuggingFaceToken()),
    ];

    // Headers and library texts name keys; a key has its content, in lines or, in JSON, with \n in their place.
    [GeneratedRegex(@"\G-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\r|\\n)+(?:[A-Za-z-]+: [^\r\n\\]{0,100}(?:\s|\\r|\\n)+){0,6}[A-Za-z0-9+/]{32}", RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\GPuTTY-User-Key-File-[0-9]: \S+\s[\s\S]{1,400}Private-Lines: ", RegexOptions.CultureInvariant)]
    private static partial Regex PuttyKey();

    // Base32 has no 0, 1, 8 and 9.
    [GeneratedRegex(@"\GA(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}(?![A-Za-z0-9_+/=])", RegexOptions.CultureInvariant)]
    private static partial Regex AwsKey();

    [GeneratedRegex(@"\G(?:gh[pous]_[A-Za-z0-9]{36}|ghr_[A-Za-z0-9]{36,76}|github_pat_[A-Za-z0-9_]{82})(?![A-Za-z0-9_])", RegexOptions.CultureInvariant)]
    private static partial Regex GitHubToken();

    [GeneratedRegex(@"\Ggl(?:pat|dt|rt|cbt)-[A-Za-z0-9_-]{20,300}|\Gglptt-[0-9a-f]{40}", RegexOptions.CultureInvariant)]
    private static partial Regex GitLabToken();

    [GeneratedRegex(@"\Gxox(?:b-[0-9]{10,13}-[0-9A-Za-z-]{20,}|[pear](?:-[0-9]{10,13}){1,3}-[0-9A-Za-z-]{24,})|\Gxapp-[0-9]-[A-Z0-9]{8,}-[0-9]{8,}-[a-z0-9]{32,}", RegexOptions.CultureInvariant)]
    private static partial Regex SlackToken();

    [GeneratedRegex(@"\Ghooks\.slack\.com/(?:services|workflows|triggers)/[A-Z][A-Za-z0-9]{7,}/[A-Za-z0-9]{8,}/[A-Za-z0-9]{16,}", RegexOptions.CultureInvariant)]
    private static partial Regex SlackWebhook();

    [GeneratedRegex(@"\GAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])", RegexOptions.CultureInvariant)]
    private static partial Regex GoogleKey();

    [GeneratedRegex(@"\GGOCSPX-[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])", RegexOptions.CultureInvariant)]
    private static partial Regex GoogleSecret();

    // Eby8… is that of the emulator, which every library of Azure holds.
    [GeneratedRegex(@"\GAccountKey=(?!Eby8vdM02x)[A-Za-z0-9+/]{86}==", RegexOptions.CultureInvariant)]
    private static partial Regex AzureStorageKey();

    [GeneratedRegex(@"\GSharedAccessKey=[A-Za-z0-9+/]{43}=", RegexOptions.CultureInvariant)]
    private static partial Regex AzureSharedKey();

    [GeneratedRegex(@"\Gnpm_[A-Za-z0-9]{36}(?![A-Za-z0-9_])", RegexOptions.CultureInvariant)]
    private static partial Regex NpmToken();

    [GeneratedRegex(@"\Gpypi-AgE[A-Za-z0-9_-]{60,}", RegexOptions.CultureInvariant)]
    private static partial Regex PyPiToken();

    [GeneratedRegex(@"\G(?:hf_|api_org_)[A-Za-z]{34}(?![A-Za-z0-9_])", RegexOptions.CultureInvariant)]
    private static partial Regex HuggingFaceToken();
}
