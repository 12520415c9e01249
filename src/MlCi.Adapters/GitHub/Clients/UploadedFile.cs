namespace MlCi.Adapters.GitHub.Clients;

/// <summary>
/// Adds a file to a release in place of the one of its name. GitHub takes no second file of a name, and keeps half of one whose upload
/// broke off; so what was uploaded before, or half, goes first.
/// </summary>
internal static class UploadedFile
{
    /// <summary>Does it.</summary>
    /// <param name="connection">The repository.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="list">The release's files.</param>
    /// <param name="remove">Removes one.</param>
    /// <param name="upload">Uploads the file.</param>
    public static void Put(GitHubConnection connection, string name, Func<IReadOnlyList<ReleaseFile>> list, Action<ReleaseFile> remove, Func<ReleaseFile> upload)
    {
        ReleaseFile? Named() => list().FirstOrDefault(file => file.Name == name);
        connection.Once(
            () =>
            {
                if (Named() is { } old)
                    remove(old);
                return upload();
            },
            () => Named() is { IsWhole: true } whole ? whole : null);
    }
}
