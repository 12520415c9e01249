using System.Text.RegularExpressions;
using MlCi.Findings;
using MlCi.Promotion;
using YamlDotNet.RepresentationModel;

namespace MlCi.Pipelines;

/// <summary>Reads <c>promote</c>: which aliases there are, what each needs, and who may approve.</summary>
internal static partial class PromoteReader
{
    private const string Expected = "a mapping of aliases and people";
    private const string ExpectedAlias = "a mapping such as {from: staging, max_age_days: 14}";
    private const string ExpectedName = "up to 40 lower-case letters, digits and '-', the first a letter, not beginning with model-, data-, holdout- or sha256-";

    public static PromotionPolicy Read(YamlSection root)
    {
        if (root.Section("promote", Expected) is not { } section)
            return PromotionPolicy.Default;
        List<Person> people = People(section.Node("people"), section.Faults);
        List<Alias> own = Aliases(section.Node("aliases"), people, section.Faults);
        section.RejectUnknown();
        Alias[] all = [.. PromotionPolicy.Default.Aliases.Select(alias => own.Find(declared => declared.Name == alias.Name) ?? alias), .. own.Where(alias => Alias.All.All(known => known.Name != alias.Name))];
        CheckOrder(section.Node("aliases"), all, section.Faults);
        return new PromotionPolicy(all, people);
    }

    private static List<Alias> Aliases(YamlNode? node, List<Person> people, FaultList faults)
    {
        List<Alias> aliases = [];
        foreach ((YamlScalarNode key, YamlNode value) in Entries(node, "promote.aliases", "a mapping of aliases, such as production: {from: staging}", faults))
        {
            if (!AliasName().IsMatch(key.Value!))
                faults.Add(key, $"found alias '{YamlValues.Shown(key.Value!)}' in 'promote.aliases', expected {ExpectedName}");
            else if (RuleReader.AsSection(value, $"promote.aliases.{key.Value}.", ExpectedAlias, faults) is { } section)
                aliases.Add(One(key.Value!, section, people));
        }

        return aliases;
    }

    private static Alias One(string name, YamlSection section, List<Person> people)
    {
        var alias = new Alias(name, Flag(section, "gate", name != Alias.Candidate.Name))
        {
            From = section.Optional("from", "the name of an alias")?.Value,
            MaxAge = section.Number("max_age_days", "a number of days, more than 0 and at most 3650", days => days is > 0 and <= 3650) is { } days ? TimeSpan.FromDays(days) : null,
            NeedsReproduction = Flag(section, "reproducible", false),
            NeedsSmoke = Flag(section, "smoke", false),
            NeedsCanary = Flag(section, "canary", false),
            NeedsSignedCommit = Flag(section, "signed_commit", false),
            NeedsPresentChampion = section.Choice("champion", name == Alias.Production.Name, ("recheck", true), ("any", false)),
        };
        if (section.Section("approvals", "a mapping such as {count: 1, of: [ana, bo]}") is { } approvals)
        {
            alias = alias with { RollbackNeedsApprovals = Flag(approvals, "rollback", false), Approvals = Approvals(approvals, people) };
            approvals.RejectUnknown();
        }

        if (name == Alias.Candidate.Name && section.Has("from"))
            section.Faults.Add(section.PlaceOf("from"), "found 'from' for candidate, which Register gives to every model; expected it to be left out");
        section.RejectUnknown();
        return alias;
    }

    private static ApprovalRule? Approvals(YamlSection section, List<Person> people)
    {
        int? count = (int?)section.Number("count", "a whole number from 1 to 20", number => double.IsInteger(number) && number is >= 1 and <= 20);
        List<string> of = [];
        foreach (YamlNode node in section.List("of", "a list of names of promote.people"))
        {
            if (YamlValues.Text(node) is not { } name || people.TrueForAll(person => person.Name != name))
                section.Faults.Add(node, $"found {YamlValues.Describe(node)} in 'approvals.of', expected {(people.Count == 0 ? "a name of promote.people, which has none" : NearestName.Suggest(YamlValues.Text(node) ?? "", people.Select(person => person.Name)))}");
            else if (of.Contains(name))
                section.Faults.Add(node, $"found '{name}' twice in 'approvals.of', expected each person once");
            else
                of.Add(name);
        }

        bool notAuthor = Flag(section, "not_author", true);
        bool countsReviews = section.Choice("reviews", false, ("github", true), ("none", false));
        if (!section.Has("count"))
            section.Faults.Add(section.Place, "found no 'approvals.count', expected how many people must approve");
        if (!section.Has("of") || section.IsEmptyList("of"))
            section.Faults.Add(section.Place, "found nobody in 'approvals.of', expected a list of names of promote.people");
        else if (count > of.Count && section.Faults.All.Count == 0)
            section.Faults.Add(section.PlaceOf("count"), $"found {count} for 'approvals.count' of {Numerals.Count(of.Count, "people")}, expected at most as many");
        if (countsReviews && people.TrueForAll(person => person.GitHub is null || !of.Contains(person.Name)))
            section.Faults.Add(section.PlaceOf("reviews"), "found 'reviews: github' and the login of nobody in 'approvals.of', expected 'github' of at least one of them in promote.people");
        return count is { } number ? new ApprovalRule(number, of, notAuthor) { CountsReviews = countsReviews } : null;
    }

    private static List<Person> People(YamlNode? node, FaultList faults)
    {
        const string One = "the path of a public key, or a mapping of key, github and email";
        List<Person> people = [];
        foreach ((YamlScalarNode key, YamlNode value) in Entries(node, "promote.people", "a mapping of people, such as ana: keys/ana.pub", faults))
        {
            if (YamlValues.Text(value) is { } path)
            {
                people.Add(new Person(key.Value!, path, GitHub: null, Email: null));
            }
            else if (RuleReader.AsSection(value, $"promote.people.{key.Value}.", One, faults) is { } section)
            {
                var person = new Person(key.Value!, section.Optional("key", "the path of a public key")?.Value, section.Optional("github", "a login")?.Value, section.Optional("email", "an address")?.Value);
                if (person.Key is null && person.GitHub is null)
                    faults.Add(value, $"found neither key nor github of '{YamlValues.Shown(key.Value!)}', expected {One}");
                if (person.GitHub is { } login && people.Find(other => string.Equals(other.GitHub, login, StringComparison.OrdinalIgnoreCase)) is { } same)
                    faults.Add(value, $"found login '{YamlValues.Shown(login)}' of '{YamlValues.Shown(same.Name)}' for '{YamlValues.Shown(key.Value!)}', too, expected each login of one person");
                section.RejectUnknown();
                people.Add(person);
            }
        }

        return people;
    }

    private static void CheckOrder(YamlNode? node, Alias[] all, FaultList faults)
    {
        foreach (Alias alias in all.Where(alias => alias.From is not null))
        {
            YamlNode place = ((YamlMappingNode)node!).Children.First(entry => entry.Key is YamlScalarNode { Value: { } name } && name == alias.Name).Key;
            if (Array.TrueForAll(all, other => other.Name != alias.From))
            {
                faults.Add(place, $"found 'from: {YamlValues.Shown(alias.From!)}' of {alias}, expected {NearestName.Suggest(alias.From!, all.Select(other => other.Name).Where(name => name != alias.Name))}");
                continue;
            }

            Alias? before = alias;
            for (int steps = 0; before?.From is { } from && steps <= all.Length; steps++)
            {
                before = Array.Find(all, other => other.Name == from);
                if (before == alias)
                {
                    faults.Add(place, $"found that {alias} must come from {alias.From}, which comes from {alias} itself, expected an order with a beginning");
                    break;
                }
            }
        }
    }

    private static IEnumerable<(YamlScalarNode Key, YamlNode Value)> Entries(YamlNode? node, string path, string expected, FaultList faults)
    {
        if (node is YamlMappingNode mapping)
            return mapping.Children.Where(entry => entry.Key is YamlScalarNode { Value.Length: > 0 }).Select(entry => ((YamlScalarNode)entry.Key, entry.Value));
        if (node is not null)
            faults.Add(node, $"found {YamlValues.Describe(node)} for '{path}', expected {expected}");
        return [];
    }

    private static bool Flag(YamlSection section, string key, bool absent) => section.Choice(key, absent, ("true", true), ("false", false));

    [GeneratedRegex(@"\A(?!model-|data-|holdout-|attached-|sha256-)[a-z][a-z0-9-]{0,39}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex AliasName();
}
