using MlCi.Findings;
using MlCi.PullRequests;

namespace MlCi.Adapters.GitHub;

/// <summary>
/// The one comment that a workflow keeps on a pull request. It is found by its first line and its author, and changed in place. Two that
/// write their first at the same time see both, as each looks again after it wrote: the lower id stays.
/// </summary>
/// <param name="gitHub">The repository.</param>
/// <param name="workflow">The workflow's name.</param>
internal sealed class StickyComment(IGitHub gitHub, string workflow)
{
    /// <summary>The most characters of a comment, marker and all; GitHub refuses more than 65,536.</summary>
    public const int MostLength = CommentText.MostBytes;

    private const int Tries = 10;
    private readonly string marker = CommentMarker.Of(workflow);

    /// <summary>Writes the comment, or changes the one that is there.</summary>
    /// <param name="pullRequest">The pull request.</param>
    /// <param name="body">The text, in Markdown.</param>
    /// <returns>The comment's id.</returns>
    /// <exception cref="ArgumentException">It is too long: what to leave out only its writer knows.</exception>
    /// <exception cref="FaultException">GitHub refuses or is out of reach (exit 3).</exception>
    public long Post(int pullRequest, string body)
    {
        string text = $"{marker}\n{body}";
        if (text.Length > MostLength)
            throw new ArgumentException($"found a comment of {text.Length} characters, expected {MostLength} at most", nameof(body));
        for (int tries = 0; tries < Tries; tries++)
        {
            long[] ours = Ours(pullRequest);
            long? written = null;
            if (ours.Length == 0)
            {
                written = gitHub.CreateComment(pullRequest, text).Id;
                // What was just written may not be listed yet.
                ours = [.. Ours(pullRequest).Append(written.Value).Distinct().Order()];
            }

            foreach (long later in ours[1..])
                gitHub.DeleteComment(later);
            // Somebody who saw an older one may have removed it meanwhile.
            if (ours[0] == written || gitHub.UpdateComment(ours[0], text) is not null)
                return ours[0];
        }

        throw FaultException.OutOfReach($"{gitHub.Shown}: found the comment of '{InertText.Of(workflow)}' on {pullRequest} removed {Tries} times while it was written, expected it to stay");
    }

    private long[] Ours(int pullRequest)
    {
        string author = gitHub.Author();
        return [.. gitHub.ListComments(pullRequest).Where(one => one.Author == author && CommentMarker.IsOn(one.Body, marker)).Select(one => one.Id).Order()];
    }
}
