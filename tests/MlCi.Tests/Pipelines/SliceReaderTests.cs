using MlCi.Slices;

namespace MlCi.Tests.Pipelines;

public sealed class SliceReaderTests
{
    private const string Slices = "[contract, {name: age_band, column: age, bins: [30, 50]}]";

    private static IReadOnlyList<SliceRule> Read(string more) => Sample.Read(Sample.With(Slices, $"[contract, {{name: age_band, column: age, bins: [30, 50]}}, {more}]")).Slices;

    [Fact]
    public void Condition_IsRead_InOneWayOfWriting()
    {
        SliceRule rule = Read("""{name: new, where: "age<30   and (contract == 'One''s')"}""")[2];

        Assert.Equal(("new", ""), (rule.Name, rule.Column));
        Assert.Equal("(`age` < 30 and `contract` in ['One''s'])", rule.Where!.Text);
    }

    [Fact]
    public void Intersection_TakesSlicesByName_AndElseColumns()
    {
        SliceRule rule = Read("{cross: [age_band, city]}")[2];

        Assert.Equal("age_band & city", rule.Name);
        Assert.Equal([("age_band", "age", 2), ("city", "city", 0)], rule.Cross.Select(part => (part.Name, part.Column, part.Bins?.Count ?? 0)));
    }

    [Fact]
    public void Intersection_MayNameSlicesBelowIt()
    {
        SliceRule rule = Read("{name: x, cross: [late, contract, age_band]}, {name: late, where: age > 50}")[2];

        Assert.Equal(("x", 3), (rule.Name, rule.Cross.Count));
        Assert.NotNull(rule.Cross[0].Where);
    }

    [Theory]
    [InlineData("{name: x, where: age <}", "7:42: found the end of the condition in a condition, expected a number, or a text in quotes")]
    [InlineData("{name: x, where: 'age < 30 and'}", "7:50: found the end of the condition in a condition, expected a column's name (other than plain names between backticks)")]
    [InlineData("{name: x, where: age = 30}", "7:41: found '=' in a condition, expected '=='")]
    [InlineData("{name: x, where: age < young}", "7:43: found 'young' in a condition, expected a number, or a text in quotes")]
    [InlineData("{name: x, where: age < 'young'}", "7:43: found 'young' in a condition, expected a number after <")]
    [InlineData("{where: age < 30}", "7:20: found no 'slices[].name', expected a name, as a condition has none of its own")]
    [InlineData("{name: x, where: age < 30, bins: [1]}", "7:53: found bins beside where, expected them beside a column")]
    [InlineData("{name: x, where: [age]}", "7:37: found a list for 'slices[].where', expected a condition such as tenure < 12 and contract == 'Month-to-month'")]
    [InlineData("{cross: [contract]}", "7:28: found 1 for 'slices[].cross', expected two or three columns or names of slices, such as [contract, internet_service]")]
    [InlineData("{cross: [a, b, c, d]}", "7:28: found 4 for 'slices[].cross', expected two or three columns or names of slices, such as [contract, internet_service]")]
    [InlineData("{cross: [a, a]}", "7:32: found 'a' twice in 'slices[].cross', expected each once")]
    [InlineData("{cross: contract}", "7:28: found contract for 'slices[].cross', expected two or three columns or names of slices, such as [contract, internet_service]")]
    [InlineData("{cross: [a, b]}, {name: y, cross: [b, a]}", "7:37: found the intersection y twice, expected each once")]
    [InlineData("{cross: [a, b]}, {name: y, cross: [c, a & b]}", "7:58: found 'a & b' for 'slices[].cross', which is an intersection itself, expected its columns")]
    [InlineData("{column: a, cross: [b, c]}", "7:20: found column and cross in one slice, expected one of them")]
    public void WrongSlice_IsOneFault_AtItsPlace(string slice, string fault) =>
        Assert.Equal(fault, Sample.Faults(Sample.With(Slices, $"[contract, {slice}]")));

    [Theory]
    [InlineData("{name: x, where: age < 30}", "{name: x, where: (age  <  30.0)}", true)]
    [InlineData("{name: x, where: age < 30}", "{name: x, where: age <= 30}", false)]
    [InlineData("{name: x, cross: [contract, age_band]}", "{name: x, cross: [contract, city]}", false)]
    public void Digest_ChangesWithWhatIsCut(string one, string other, bool same)
    {
        string Digest(string more) => Sample.Read(Sample.With(Slices, $"[contract, {{name: age_band, column: age, bins: [30, 50]}}, {more}]")).RulesDigest;

        Assert.Equal(same, Digest(one) == Digest(other));
    }
}
