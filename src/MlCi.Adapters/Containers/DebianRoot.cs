using System.Formats.Tar;
using System.Text;
using System.Text.RegularExpressions;
using MlCi.Findings;

namespace MlCi.Adapters.Containers;

/// <summary>
/// The files of a base that is made of Debian packages: libraries, certificates, time zones, licences and the record of each package, as
/// distroless images have them. No program, shell or package manager, nothing that runs with other rights, no device.
/// </summary>
internal static partial class DebianRoot
{
    private const string Bundle = "etc/ssl/certs/ca-certificates.crt";
    private const string Documents = "usr/share/doc/";
    private const UnixFileMode Rights = LayerEntry.Runnable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>All entries of the base.</summary>
    /// <param name="packages">The packages with their files.</param>
    /// <exception cref="FaultException">dpkg-deb is missing, or a file is no package (exit 3).</exception>
    public static IReadOnlyCollection<LayerEntry> Of(IEnumerable<(DebianPackage Package, string File)> packages)
    {
        SortedDictionary<string, LayerEntry> entries = new(StringComparer.Ordinal);
        SortedDictionary<string, byte[]> authorities = new(StringComparer.Ordinal);
        foreach ((DebianPackage package, string file) in packages)
        {
            DebianTool.ReadTar(file, "--fsys-tarfile", entry => Add(entry, entries, authorities));
            AddRecord(package, file, entries);
        }

        AddText(Bundle, Encoding.UTF8.GetString([.. authorities.Values.SelectMany(authority => authority)]));
        AddText("etc/passwd", $"root:x:0:0:root:/root:/usr/sbin/nologin\napp:x:{ServingConfig.User}:{ServingConfig.User}::/home/app:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
        AddText("etc/group", $"root:x:0:\napp:x:{ServingConfig.User}:\nnogroup:x:65534:\n");
        AddText("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n");
        entries["tmp"] = LayerEntry.Folder("tmp") with { Mode = Rights | UnixFileMode.StickyBit };
        entries["run"] = LayerEntry.Folder("run");
        entries["root"] = LayerEntry.Folder("root") with { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute };
        entries["home/app"] = LayerEntry.Folder("home/app") with { Owner = ServingConfig.User };
        return entries.Values;

        void AddText(string name, string text) => entries[name] = LayerEntry.File(name, Encoding.UTF8.GetBytes(text));
    }

    private static void Add(TarEntry entry, SortedDictionary<string, LayerEntry> entries, SortedDictionary<string, byte[]> authorities)
    {
        string name = NameOf(entry.Name);
        if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && Authority().IsMatch(name))
            authorities[name] = ContentOf(entry);
        if (Left().IsMatch(name) || (name.StartsWith(Documents, StringComparison.Ordinal) && !Licence().IsMatch(name)))
            return;
        switch (entry.EntryType)
        {
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                byte[] content = ContentOf(entry);
                entries[name] = new LayerEntry(name, entry.Mode & Rights) { Open = () => new MemoryStream(content, writable: false) };
                break;
            case TarEntryType.SymbolicLink:
                entries[name] = LayerEntry.Link(name, entry.LinkName);
                break;
            case TarEntryType.HardLink:
                entries[name] = LayerEntry.Link(name, "/" + NameOf(entry.LinkName));
                break;
            default:
                // Folders come with what is in them; there are no others in these packages, and none is wanted.
                break;
        }
    }

    // What tools that list what is in an image look for, where there is no dpkg.
    private static void AddRecord(DebianPackage package, string file, SortedDictionary<string, LayerEntry> entries)
    {
        string record = $"var/lib/dpkg/status.d/{package.Name}";
        DebianTool.ReadTar(file, "--ctrl-tarfile", entry =>
        {
            string name = NameOf(entry.Name);
            if (name == "control")
                entries[record] = LayerEntry.File(record, ContentOf(entry));
            if (name == "md5sums")
                entries[record + ".md5sums"] = LayerEntry.File(record + ".md5sums", Kept(ContentOf(entry), entries));
        });
        if (!entries.ContainsKey(record))
            throw FaultException.OutOfReach($"{package.Name}: found no control file in it, expected a Debian package");
    }

    private static byte[] Kept(byte[] sums, SortedDictionary<string, LayerEntry> entries) => Encoding.UTF8.GetBytes(string.Concat(
        Encoding.UTF8.GetString(sums).Split('\n').Where(line => line.IndexOf("  ", StringComparison.Ordinal) is > 0 and var space && entries.ContainsKey(line[(space + 2)..])).Select(line => line + "\n")));

    private static string NameOf(string name) => (name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name).TrimEnd('/');

    private static byte[] ContentOf(TarEntry entry)
    {
        using MemoryStream content = new();
        entry.DataStream?.CopyTo(content);
        return content.ToArray();
    }

    [GeneratedRegex(@"\Ausr/share/ca-certificates/.+\.crt\z", RegexOptions.NonBacktracking)]
    private static partial Regex Authority();

    // Some packages have their licence in another one's folder, as a link.
    [GeneratedRegex(@"\Ausr/share/doc/[^/]+(?:/copyright)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Licence();

    // Programs, what only people read, other languages, converters of character sets, debuggers' parts, and what a login or an update needs.
    [GeneratedRegex(
        @"\A(?:(?:usr/)?s?bin/|usr/games/|usr/include/|usr/src/|usr/share/(?:man|info|locale|lintian|gcc|gdb|bug|base-files|ca-certificates|dict|misc|zoneinfo/(?:right|posix))/"
        + @"|(?:usr/)?lib/[^/]+/(?:gconv|audit)/|usr/lib/locale/|etc/(?:profile\.d|update-motd\.d|skel|ca-certificates|default|dpkg|apt|motd)(?:/|\z)|var/|boot/|dev/)",
        RegexOptions.NonBacktracking)]
    private static partial Regex Left();
}
