using MlCi.Adapters.GitHub.Clients;

namespace MlCi.Adapters.Tests.GitHub;

public sealed class OctokitGitHubTests() : GitHubContract((connection, patience, interrupted) => new OctokitGitHub(connection, patience, interrupted));
