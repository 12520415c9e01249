using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>Finds the credential of a registry: the environment's, then Docker's.</summary>
internal static class CredentialSearch
{
    /// <summary>The credential, or null where none was found.</summary>
    /// <param name="address">The registry.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="isOwn">
    /// Whether the registry is the one that the user chose. What a pointer in git names may be anybody's, and is never given the variables.
    /// </param>
    /// <exception cref="FaultException">What was found cannot be used (exit 2), or a helper does not answer (exit 3).</exception>
    public static RegistryCredential? Find(RegistryAddress address, RegistryEnvironment environment, bool isOwn) =>
        (isOwn ? OfVariables(environment) : null) ?? new DockerConfig(environment.DockerFolder).Find(address.Host, CredentialHelper.Ask);

    private static RegistryCredential? OfVariables(RegistryEnvironment environment) => environment switch
    {
        { User: { } user, Password: { } password } => new RegistryCredential($"{environment.UserVariable} and {environment.PasswordVariable}") { User = user, Password = password },
        { User: { } user, Token: { } token } => new RegistryCredential($"{environment.UserVariable} and {environment.TokenVariable}") { User = user, Password = token },
        { User: null, Token: { } token } => new RegistryCredential(environment.TokenVariable) { RegistryToken = token },
        { User: not null } => throw FaultException.Misconfigured(
            $"found the variable {environment.UserVariable} alone, expected {environment.PasswordVariable} or {environment.TokenVariable} beside it"),
        { Password: not null } => throw FaultException.Misconfigured(
            $"found the variable {environment.PasswordVariable} alone, expected {environment.UserVariable} beside it"),
        _ => null,
    };
}
