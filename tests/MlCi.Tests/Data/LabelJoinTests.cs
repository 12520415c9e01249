using System.Text;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Tests.Data;

/// <summary>A holdout and its labels, which lie apart.</summary>
public sealed class LabelJoinTests
{
    private const string Rows = "id,x\n7,0.5\n3,0.25\n5,1\n", Labels = "id,y\n3,no\n5,yes\n7,maybe\n";

    private static Table Table(string file, string text) => CsvReader.Read(Encoding.UTF8.GetBytes(text), file);

    private static Table Join(string rows, string labels) => LabelJoin.Join(Table("holdout.csv", rows), Table("labels.csv", labels), "id", "y");

    private static FaultException Refused(int exitCode, string rows, string labels, params string[] messages)
    {
        FaultException e = Assert.Throws<FaultException>(() => Join(rows, labels));
        Assert.Equal(messages, e.Faults.Select(fault => fault.ToString()));
        Assert.Equal(exitCode, e.ExitCode);
        return e;
    }

    [Fact]
    public void Labels_StandInTheHoldoutsOrder_WhateverTheirOwn()
    {
        Table joined = Join(Rows, Labels);

        Assert.Equal(["id", "x", "y"], joined.Columns.Select(column => column.Name));
        Assert.Equal(["maybe", "no", "yes"], Enumerable.Range(0, 3).Select(joined.Column("y").Text));
        Assert.Equal([2, 3, 4], Enumerable.Range(0, 3).Select(joined.Line));
        // It is the table that the file was before its labels were taken out, by the digest that a ledger knows.
        Assert.Equal(RowSetDigest.Of(Table("before.csv", "id,y,x\n7,maybe,0.5\n3,no,0.25\n5,yes,1\n")), RowSetDigest.Of(joined));
    }

    [Fact]
    public void EveryBreach_IsOneFault_ThatTellsNoLabel()
    {
        FaultException e = Refused(
            ExitCodes.Negative, "id,x\n7,1\n3,1\n3,1\n5,1\n,1\n8,1\n", "id,y\n3,secret\n5,\n7,secret\n7,secret\n,secret\n9,secret\n10,\n10,secret\n",
            "holdout.csv: found 1 row of the holdout without a value of 'id', expected one in each",
            "holdout.csv: found rows of the holdout a second time (id 3), expected each once",
            "labels.csv: found 1 row of the labels without a value of 'id', expected one in each",
            "labels.csv: found rows of the labels a second time (id 7 and 1 more), expected each once",
            "labels.csv: found labels of 2 rows that holdout.csv does not have, expected labels of its rows alone",
            "labels.csv: found no label of rows of holdout.csv (id 8), expected one for each",
            "labels.csv: found rows without a value of 'y' (id 5 and 1 more), expected a label in each");
        Assert.DoesNotContain("secret", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyIds_AreCounted() => Refused(
        ExitCodes.Negative, Rows, "id,y\n" + string.Concat(Enumerable.Range(1, 2000).Select(id => $"{id},no\n")),
        "labels.csv: found labels of 1,997 rows that holdout.csv does not have, expected labels of its rows alone");

    [Fact]
    public void ManyIdsOfTheHoldout_AreListedInPart() => Refused(
        ExitCodes.Negative, "id,x\n" + string.Concat(Enumerable.Range(1, 2000).Select(id => $"{id},1\n")), "id,y\n3,no\n9999,\n",
        "labels.csv: found labels of 1 row that holdout.csv does not have, expected labels of its rows alone",
        "labels.csv: found no label of rows of holdout.csv (id 1, 2, 4, 5, 6 and 1,994 more), expected one for each",
        "labels.csv: found rows without a value of 'y' (1), expected a label in each");

    [Fact]
    public void LabelInTheHoldout_IsRefused() => Refused(
        ExitCodes.Misconfigured, "id,x,y\n7,1,maybe\n", "id,y\n7,maybe\n",
        "holdout.csv:1: found the label 'y' in the holdout, expected it in data.labels alone, where not everybody can read it");

    [Fact]
    public void HoldoutWithoutItsKey_IsRefused() => Refused(
        ExitCodes.Misconfigured, "x\n1\n", Labels, "holdout.csv:1: found no column 'id' in the holdout, expected data.key, by which its labels are found");

    [Theory]
    [InlineData("id\n7\n", "'id'")]
    [InlineData("y\nno\n", "'y'")]
    [InlineData("id,y,x\n7,no,1\n", "'id', 'y', 'x'")]
    [InlineData("id,z\n7,no\n", "'id', 'z'")]
    public void OtherColumnsThanKeyAndLabel_AreRefused(string labels, string found) => Refused(
        ExitCodes.Misconfigured, Rows, labels, $"labels.csv:1: found columns {found} in the labels, expected 'id' and 'y' alone");
}
