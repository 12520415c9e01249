using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MlCi.Data;
using MlCi.Findings;
using MlCi.Slices;

namespace MlCi.Tests.Slices;

public sealed class ConditionTests
{
    private static readonly Table People = CsvReader.Read(
        Encoding.UTF8.GetBytes("name,age,plan,monthly charge\nAda,36,A,10\nBob,,B,20\nCem,7.5,A,\nDee,36.0,,40\nO'Hara,80,and,50\n"), "holdout.csv");

    private static Condition Parse(string text) => ConditionParser.Parse(text, offset => new SourcePlace("pipeline.yml", 3, offset + 1));

    private static int[] Rows(string text) =>
        Slicer.Cut(SliceRule.OfCondition("s", Parse(text), new("pipeline.yml", 3)), People).Single().Rows;

    [Theory]
    [InlineData("plan == 'A'", new[] { 0, 2 })]
    [InlineData("plan != \"A\"", new[] { 1, 4 })]
    [InlineData("age == 36", new[] { 0, 3 })]
    [InlineData("age == '36'", new[] { 0 })]
    [InlineData("age < 36", new[] { 2 })]
    [InlineData("age <= 36", new[] { 0, 2, 3 })]
    [InlineData("age > 3.6e1", new[] { 4 })]
    [InlineData("age >= +36", new[] { 0, 3, 4 })]
    [InlineData("age in [7.5, 80]", new[] { 2, 4 })]
    [InlineData("plan not in ['A']", new[] { 1, 4 })]
    [InlineData("plan is missing", new[] { 3 })]
    [InlineData("age is not missing and plan is not missing", new[] { 0, 2, 4 })]
    [InlineData("`monthly charge` > 15 and not age is missing", new[] { 3, 4 })]
    [InlineData("name == 'O''Hara' or name == \"Bob\"", new[] { 1, 4 })]
    [InlineData("plan == 'A' or plan == 'B' and age > 1", new[] { 0, 2 })]
    [InlineData("(plan == 'A' or plan == 'B') and age > 50", new int[0])]
    [InlineData("not (plan == 'A' or age > 50)", new int[0])]
    [InlineData("age<36 or plan=='and'", new[] { 2, 4 })]
    public void Rows_AreThoseThatMeetTheCondition(string text, int[] rows) => Assert.Equal(rows, Rows(text));

    [Fact]
    public void MissingValues_AreUnknown_AndSoIsTheOpposite()
    {
        Assert.DoesNotContain(1, Rows("age < 50"));
        Assert.DoesNotContain(1, Rows("not age < 50"));
        Assert.Contains(1, Rows("age < 50 or plan == 'B'"));
        Assert.Contains(1, Rows("not (age < 50 and plan == 'A')"));
    }

    [Fact]
    public void Condition_IsOneSlice_NamedByItsRule()
    {
        Slice slice = Slicer.Cut(SliceRule.OfCondition("young", Parse("age < 5"), new("pipeline.yml", 3)), People).Single();

        Assert.Equal(("young", "young"), (slice.Id, slice.Rule));
        Assert.Empty(slice.Rows);
    }

    [Theory]
    [InlineData("", "1: found the end of the condition in a condition, expected a column's name (other than plain names between backticks)")]
    [InlineData("age", "4: found the end of the condition in a condition, expected ==, !=, <, <=, >, >=, in, not in, is missing or is not missing")]
    [InlineData("age < 3 plan == 'A'", "9: found 'plan' in a condition, expected and, or, or the end of the condition")]
    [InlineData("(age < 3", "9: found the end of the condition in a condition, expected ')'")]
    [InlineData("age in 3", "8: found '3' in a condition, expected '['")]
    [InlineData("age in []", "9: found ']' in a condition, expected a number, or a text in quotes")]
    [InlineData("age in [1 2]", "11: found '2' in a condition, expected ']'")]
    [InlineData("age is old", "8: found 'old' in a condition, expected missing or not missing")]
    [InlineData("age not old", "9: found 'old' in a condition, expected in")]
    [InlineData("age < 3x", "7: found '3x' in a condition, expected a number, or a text in quotes")]
    [InlineData("age < 1e999", "7: found '1e999' in a condition, expected a number, or a text in quotes")]
    [InlineData("plan == 'A", "9: found no closing ' in a condition, expected one")]
    [InlineData("a == 1 && b == 2", "8: found '&' in a condition, expected 'and'")]
    [InlineData("a == 1; b", "7: found ';' in a condition, expected a column, a value or an operator")]
    [InlineData("12 < age", "1: found '12' in a condition, expected a column's name (other than plain names between backticks)")]
    public void TextThatIsNoCondition_IsAFaultAtItsPlace(string text, string fault)
    {
        FaultException e = Assert.Throws<FaultException>(() => Parse(text));

        Assert.Equal((ExitCodes.Misconfigured, $"pipeline.yml:3:{fault}"), (e.ExitCode, e.Message));
    }

    [Theory]
    [InlineData('(')]
    [InlineData('n')]
    public void EndlessNesting_IsAFault(char kind) => Assert.Contains(
        "nested at most 50 times",
        Assert.Throws<FaultException>(() => Parse(string.Concat(Enumerable.Repeat(kind == '(' ? "(" : "not ", 100_000)) + "age < 1")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void UnknownColumns_AreAllNamed_WithThoseThatExist()
    {
        FaultException e = Assert.Throws<FaultException>(() => Rows("agee < 1 and city == 'x' and name < 3"));

        Assert.Equal(
            [
                "pipeline.yml:3:1: column 'agee' of slice 's' not found in holdout.csv, expected 'age', or one of name, age, plan, monthly charge",
                "pipeline.yml:3:14: column 'city' of slice 's' not found in holdout.csv, expected one of name, age, plan, monthly charge",
                "holdout.csv:2: column 'name': found 'Ada', expected a number for the condition of slice 's'",
                "holdout.csv:3: column 'name': found 'Bob', expected a number for the condition of slice 's'",
                "holdout.csv:4: column 'name': found 'Cem', expected a number for the condition of slice 's'",
                "holdout.csv:5: column 'name': found 'Dee', expected a number for the condition of slice 's'",
                "holdout.csv:6: column 'name': found 'O'Hara', expected a number for the condition of slice 's'",
            ],
            e.Faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void CanonicalText_MeansTheSame() => Prop.ForAll(Conditions().ToArbitrary(), text =>
    {
        Condition condition = Parse(text);
        return Parse(condition.Text).Text == condition.Text && Rows(condition.Text).SequenceEqual(Rows(text));
    }).Check(Properties.Fixed);

    [Fact]
    public void ConditionAndItsOpposite_LeaveOnlyTheUnknownRows() => Prop.ForAll(Conditions().ToArbitrary(), text =>
        !Rows(text).Intersect(Rows($"not ({text})")).Any() && Rows($"not not ({text})").SequenceEqual(Rows(text))).Check(Properties.Fixed);

    private static Gen<string> Conditions(int depth = 3)
    {
        Gen<string> test = Gen.Elements(
            "age < 36", "age >= 8", "plan == 'A'", "plan != 'A'", "age in [36, 80]", "name not in ['Ada', 'O''Hara']", "plan is missing", "age is not missing");
        if (depth == 0)
            return test;
        Gen<string> inner = Conditions(depth - 1);
        return Gen.OneOf(
            test,
            inner.Select(text => $"not ({text})"),
            inner.SelectMany(left => inner.Select(right => $"({left}) and ({right})")),
            inner.SelectMany(left => inner.Select(right => $"{left} or {right}")));
    }
}
