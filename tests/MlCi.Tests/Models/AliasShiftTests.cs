using MlCi.Models;

namespace MlCi.Tests.Models;

public sealed class AliasShiftTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Stay_EndsWithTheNextMove_AndMayComeBack()
    {
        AliasShift[] moves = [Move("production", "b", 2), Move("production", "a", 1), Move("production", "a", 3), Move("production", "a", 4), Move("staging", "b", 1)];

        Assert.Equal([(Start.AddDays(1), Start.AddDays(2)), (Start.AddDays(3), null)], AliasShift.StaysOf("a", moves, ["production"]).Select(stay => (stay.Since, stay.Until)));
        Assert.Equal(["staging", "production"], AliasShift.StaysOf("b", moves, ["staging"]).Select(stay => stay.Alias));
    }

    [Fact]
    public void AliasWithoutRecord_IsTold_WithoutABeginning() =>
        Assert.Equal([new AliasStay("candidate", null, null, null, null)], AliasShift.StaysOf("a", [], ["candidate"]));

    private static AliasShift Move(string alias, string to, int day) => new(alias, to, Start.AddDays(day), "ana", "why");
}
