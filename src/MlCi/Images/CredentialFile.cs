using System.Text.RegularExpressions;

namespace MlCi.Images;

/// <summary>A file that programs keep credentials in, known by its path.</summary>
/// <param name="Rule">The rule's name: <c>npmrc</c>.</param>
/// <param name="Shown">What was found where it holds a credential, in words.</param>
/// <param name="Path">The paths.</param>
/// <param name="Content">What stands in it where it holds a credential; null where any content does.</param>
public sealed partial record CredentialFile(string Rule, string Shown, Regex Path, Regex? Content)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<CredentialFile> All { get; } =
    [
        new("docker-config", "a registry's login in a Docker config", DockerPath(), DockerLogin()),
        new("npmrc", "a token in .npmrc", NpmPath(), NpmLogin()),
        new("netrc", "a password in .netrc", NetrcPath(), NetrcLogin()),
        new("pypirc", "a password in .pypirc", PypircPath(), PypircLogin()),
        new("pip-config", "a password in an address of pip's config", PipPath(), AddressLogin()),
        new("git-credentials", "a password in git's credentials", GitPath(), AddressLogin()),
        new("aws-credentials", "a secret key in AWS' credentials", AwsPath(), AwsLogin()),
        new("nuget-config", "a password in NuGet's config", NuGetPath(), NuGetLogin()),
        new("dotenv", "a secret in a .env file", EnvPath(), EnvSecret()),
        new("ssh-key", "a private key of SSH by its name", SshPath(), null),
        new("key-store", "a store of private keys (PKCS #12)", StorePath(), null),
        new("kube-config", "a login in a Kubernetes config", KubePath(), KubeLogin()),
        new("huggingface-login", "a token that Hugging Face's tools left", HubPath(), null),
        new("signing-secret", "a secret that tokens are signed with (JWT)", ConfigPath(), SigningSecret()),
    ];

    /// <summary>The first file of this kind that a path may be, or none.</summary>
    public static IEnumerable<CredentialFile> Of(string path) => All.Where(file => file.Path.IsMatch(path));

    /// <summary>Whether a file of that path and this content holds a credential.</summary>
    public bool HoldsCredential(string content) => Content?.IsMatch(content) ?? content.Length > 0;

    [GeneratedRegex(@"(?:^|/)(?:\.docker/config\.json|\.dockercfg|\.dockerconfigjson|containers/auth\.json)\z")]
    private static partial Regex DockerPath();

    [GeneratedRegex(@"""(?:auth|password|identitytoken|registrytoken)""\s*:\s*""[^""]{4,}""")]
    private static partial Regex DockerLogin();

    [GeneratedRegex(@"(?:^|/)\.?npmrc\z")]
    private static partial Regex NpmPath();

    // ${NPM_TOKEN} is read from the environment.
    [GeneratedRegex(@"(?m)^[^#;\r\n]*_(?:authToken|auth|password)\s*=\s*""?(?!\$\{)[^\s""]{4,}")]
    private static partial Regex NpmLogin();

    [GeneratedRegex(@"(?:^|/)[._]netrc\z")]
    private static partial Regex NetrcPath();

    [GeneratedRegex(@"(?m)^[^#\r\n]*\bpassword\s+\S|\bpassword\s*\r?\n\s*\S")]
    private static partial Regex NetrcLogin();

    [GeneratedRegex(@"(?:^|/)\.pypirc\z")]
    private static partial Regex PypircPath();

    [GeneratedRegex(@"(?m)^\s*password\s*[:=]\s*[^\s%$]")]
    private static partial Regex PypircLogin();

    [GeneratedRegex(@"(?:^|/)(?:pip\.conf|\.pip/pip\.conf|\.condarc)\z")]
    private static partial Regex PipPath();

    [GeneratedRegex(@"(?:^|/)\.git-credentials\z|(?:^|/)\.config/git/credentials\z|(?:^|/)\.git/config\z")]
    private static partial Regex GitPath();

    [GeneratedRegex(@"://[^\s/:@]*:(?!\$\{|%)[^\s/@]+@")]
    private static partial Regex AddressLogin();

    [GeneratedRegex(@"(?:^|/)\.aws/(?:credentials|config)\z")]
    private static partial Regex AwsPath();

    [GeneratedRegex(@"(?mi)^\s*aws_(?:secret_access_key|session_token)\s*=\s*\S{8,}")]
    private static partial Regex AwsLogin();

    [GeneratedRegex(@"(?i)(?:^|/)nuget(?:\.[^/]*)?\.config\z")]
    private static partial Regex NuGetPath();

    [GeneratedRegex(@"(?i)key\s*=\s*""(?:ClearTextPassword|Password)""\s+value\s*=\s*""(?!%)[^""]+""|<apikeys>\s*<add\s")]
    private static partial Regex NuGetLogin();

    [GeneratedRegex(@"(?:^|/)\.env(?:\.(?!example|sample|template|dist|schema)[^/]*)?\z|(?:^|/)[^/]+\.env\z")]
    private static partial Regex EnvPath();

    [GeneratedRegex(@"(?mi)^\s*(?:export\s+)?[A-Z0-9_.]*(?:SECRET|TOKEN|PASSWORD|PASSWD|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIAL)[A-Z0-9_.]*\s*=\s*[""']?(?!\$|<|changeme|xxx|your|true\b|false\b)[^\s""'#]{6,}")]
    private static partial Regex EnvSecret();

    [GeneratedRegex(@"(?:^|/)id_(?:rsa|dsa|ecdsa|ecdsa_sk|ed25519|ed25519_sk)\z")]
    private static partial Regex SshPath();

    [GeneratedRegex(@"(?i)\.(?:p12|pfx)\z")]
    private static partial Regex StorePath();

    [GeneratedRegex(@"(?:^|/)\.kube/config\z|(?:^|/)kubeconfig\z")]
    private static partial Regex KubePath();

    [GeneratedRegex(@"(?m)^\s*-?\s*(?:token|client-key-data|password)\s*:\s*\S{6,}")]
    private static partial Regex KubeLogin();

    [GeneratedRegex(@"(?:^|/)(?:\.cache/huggingface|\.huggingface)/token\z")]
    private static partial Regex HubPath();

    [GeneratedRegex(@"(?i)\.(?:json|ya?ml|ini|toml|properties|conf|cfg)\z")]
    private static partial Regex ConfigPath();

    [GeneratedRegex(@"(?i)\bjwt[_\-.:]?(?:[a-z]{0,12}[_\-.]?)(?:secret|signing_?key|secret_?key|key)[""']?\s*[:=]\s*[""']?(?!\$|<|%|changeme|your)[A-Za-z0-9+/=_.!@#^&*-]{16,}")]
    private static partial Regex SigningSecret();
}
