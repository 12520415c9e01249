using System.Globalization;
using System.Text;
using MlCi.Findings;
using MlCi.Images;

namespace MlCi.Adapters.Containers;

/// <summary>What one pass over an image's layers finds: secrets in any of them, what a container sees, and the packages in it.</summary>
public sealed class ImageScan
{
    private readonly ContainerImage image;
    private readonly RunningConfig config;
    private readonly IReadOnlyDictionary<string, ImageFile> files;
    private readonly List<(ImageFile File, SecretHit Hit)> hits = [];
    private readonly List<SecretHit> ofConfig;
    private readonly List<(ImageFile File, string Text)> lists = [];
    private long? userNumber;

    private ImageScan(ContainerImage image, IReadOnlyDictionary<string, string> secrets, LayerLimits limits)
    {
        this.image = image;
        SecretSearch search = new(secrets);
        byte[] written = File.ReadAllBytes(image.FileOf(image.Config));
        config = RunningConfig.Read(written);
        ofConfig = [.. search.In(new MemoryStream(written), "config")];
        files = LayerFiles.Read(image, (file, content) => Look(search, file, content, limits), limits);
    }

    /// <summary>The files that a container sees.</summary>
    public IReadOnlyDictionary<string, ImageFile> Files => files;

    /// <summary>The packages that the files which a container sees list, and its system.</summary>
    public IReadOnlyList<BomComponent> Components
    {
        get
        {
            (ImageFile File, string Text)[] seen = [.. lists.Where(list => !IsHidden(list.File)).OrderBy(list => list.File.Path, StringComparer.Ordinal)];
            BomComponent? system = seen.Where(list => PackageList.IsRelease(list.File.Path)).Select(list => PackageList.SystemOf(list.Text)).FirstOrDefault(one => one is not null);
            return [.. seen.SelectMany(list => PackageList.Read(list.File.Path, list.Text, system)), .. system is null ? [] : new[] { system }];
        }
    }

    /// <summary>
    /// The number of the user that a container runs as, with the group where the config has one; null of a name that etc/passwd lacks, and
    /// of a group that is not a number.
    /// </summary>
    public string? User
    {
        get
        {
            string[] parts = config.RunsAs.Split(':');
            if ((NumberOf(parts[0]) ?? userNumber) is not { } user)
                return null;
            return parts.Length == 1 ? Written(user) : NumberOf(parts[1]) is { } group ? $"{Written(user)}:{Written(group)}" : null;
        }
    }

    /// <summary>The bytes that were read, unpacked.</summary>
    public long Bytes { get; private set; }

    /// <summary>Reads an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="secrets">The secrets that the environment holds, by the names of their variables (<see cref="HeldSecrets"/>).</param>
    /// <param name="limits">What counts as hostile; the usual if null.</param>
    /// <exception cref="FaultException">As <see cref="LayerFiles.Read"/>, or the config cannot be read (exit 3).</exception>
    public static ImageScan Read(ContainerImage image, IReadOnlyDictionary<string, string> secrets, LayerLimits? limits = null) => new(image, secrets, limits ?? new LayerLimits());

    /// <summary>What is wrong with the image: a secret always blocks; what makes an attack easier blocks where MlCi wrote the image.</summary>
    /// <param name="isWrittenHere">Whether MlCi wrote the image itself; else a Dockerfile did, whose base may hold a shell for its reasons.</param>
    public IReadOnlyList<Finding> Findings(bool isWrittenHere) =>
    [
        .. ofConfig.OrderBy(hit => hit.Rule, StringComparer.Ordinal).ThenBy(hit => hit.Shown, StringComparer.Ordinal)
            .Select(hit => Secret("image config", hit.Rule, $"{hit.Shown} (in its variables, labels or history)")),
        .. hits.OrderBy(one => one.File.Layer).ThenBy(one => one.File.Path, StringComparer.Ordinal).ThenBy(one => one.Hit.Rule, StringComparer.Ordinal).ThenBy(one => one.Hit.Shown, StringComparer.Ordinal)
            .Select(one => Secret(
                $"image layer {one.File.Layer + 1} of {image.Layers.Count} ({image.Layers[one.File.Layer].Digest[..19]}), {InertText.Of(one.File.Path)}", one.Hit.Rule,
                one.Hit.Shown + (IsHidden(one.File) ? " (a later layer hides it, but whoever pulls the image has it)" : ""))),
        .. HardeningRules.Check(new ImageFacts(config.RunsAs, userNumber, config.LabelCount, [.. files.Values]), isWrittenHere),
    ];

    private void Look(SecretSearch search, ImageFile file, Stream content, LayerLimits limits)
    {
        if (file.Kind != ImageFileKind.Regular)
            return;
        Bytes += file.Size;
        CredentialFile[] kinds = PublicPlace.Is(file.Path) ? [] : [.. CredentialFile.Of(file.Path)];
        bool isList = PackageList.Is(file.Path);
        bool isRead = kinds.Length > 0 || isList || file.Path == "etc/passwd";
        using MemoryStream? whole = isRead && file.Size <= limits.TextBytes ? new MemoryStream((int)file.Size) : null;
        if (isList && whole is null)
            throw FaultException.Negative($"image layer {file.Layer + 1} of {image.Layers.Count}, {InertText.Of(file.Path)}: found a list of packages of {Numerals.Count(file.Size, "bytes")}, expected at most {Numerals.Count(limits.TextBytes)}");
        IReadOnlyCollection<SecretHit> found = search.In(content, file.Path, whole);
        hits.AddRange(found.Select(hit => (file, hit)));
        if (whole is null)
            return;
        string text = Encoding.UTF8.GetString(whole.GetBuffer(), 0, (int)whole.Length);
        hits.AddRange(kinds.Where(kind => kind.HoldsCredential(text) && !(kind.Rule == "ssh-key" && found.Any(hit => hit.Rule == "private-key"))).Select(kind => (file, new SecretHit(kind.Rule, kind.Shown))));
        if (isList)
            lists.Add((file, text));
        if (file.Path == "etc/passwd")
            userNumber = NumberOf(text, config.RunsAs.Split(':')[0]);
    }

    private bool IsHidden(ImageFile file) => !files.TryGetValue(file.Path, out ImageFile? seen) || seen.Layer != file.Layer;

    private static long? NumberOf(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static string Written(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long? NumberOf(string passwd, string user) => passwd.Split('\n').Select(line => line.Split(':'))
        .Where(fields => fields.Length > 2 && fields[0] == user).Select(fields => NumberOf(fields[2])).FirstOrDefault();

    private static Finding Secret(string where, string rule, string found) =>
        new($"secret:{rule}", where, null, $"no secret in any layer (rule {rule}): take it out, build anew, and count it as lost where the image was pushed", 1, 1, []) { Found = found };
}
