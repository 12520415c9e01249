using System.Net;
using MlCi.Findings;

namespace MlCi.Adapters.Registry.Remote;

/// <summary>The messages of a registry that refuses, is out of reach, or holds something else than it should: exit 3.</summary>
/// <param name="host">The registry's host.</param>
/// <param name="variable">The variable that names it.</param>
internal sealed class RemoteFaults(string host, string variable)
{
    /// <summary>The registry wants other rights.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="status">What it answered.</param>
    /// <param name="said">What it said with it.</param>
    /// <param name="credential">Where a credential was found, or null.</param>
    public FaultException Denied(RegistryCall call, HttpStatusCode status, string said, string? credential)
    {
        string with = credential is null
            ? $"no credential was found: docker login {host}, or {variable}_USER and {variable}_PASSWORD"
            : $"the credential of {credential} was used, which is wrong or lacks that right";
        return FaultException.OutOfReach($"{Place(call)}: found {(int)status} {status}{said} as answer to {call.Action}, expected to be allowed; {with}");
    }

    /// <summary>A credential would be readable on its way.</summary>
    public FaultException Readable(RegistryCall call, string where) => FaultException.OutOfReach(
        $"{Place(call)}: found {where}, which wants a credential over http, expected https: nothing was sent");

    /// <summary>The registry answers with what nobody expects.</summary>
    public FaultException Unexpected(RegistryCall call, HttpStatusCode status, string said, string expected) => FaultException.OutOfReach(
        $"{Place(call)}: found {(int)status} {status}{said} as answer to {call.Method} ({call.Action}), expected {expected}");

    /// <summary>The registry answers with what cannot be used.</summary>
    public FaultException Malformed(RegistryCall call, string found, string expected) => FaultException.OutOfReach(
        $"{Place(call)}: found {found} in the answer to {call.Method} ({call.Action}), expected {expected}");

    /// <summary>No answer that can be used, however often it was asked.</summary>
    public FaultException Unreachable(RegistryCall call, Exception e, int tries) => FaultException.OutOfReach(
        $"{Place(call)}: {InertText.Of(e.Message).TrimEnd('.')}{(tries > 1 ? $", {tries} times" : "")}; expected a registry that answers ({call.Action})");

    /// <summary>Nobody vouches for who answers there.</summary>
    public FaultException NotTrusted(RegistryCall call, string found) => FaultException.OutOfReach(
        $"{Place(call)}: found {found}, expected one for {host} that is trusted: put the authority that signed it into a PEM file and name that in {RegistryEnvironment.AuthoritiesVariable}");

    /// <summary>Who answers there does not speak TLS, or another one.</summary>
    public FaultException NoTls(RegistryCall call, Exception e) => FaultException.OutOfReach(
        $"{Place(call)}: {InertText.Of(e.Message).TrimEnd('.')}; expected https; a registry without it is named as http://{host}/…, and is given no credential");

    private string Place(RegistryCall call) => call.Repository.Length > 0 ? $"{host}/{call.Repository}" : host;
}
