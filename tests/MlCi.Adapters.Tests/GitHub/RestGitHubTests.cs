using MlCi.Adapters.GitHub.Clients;

namespace MlCi.Adapters.Tests.GitHub;

public sealed class RestGitHubTests() : GitHubContract((connection, patience, interrupted) => new RestGitHub(connection, patience, interrupted));
