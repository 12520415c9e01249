using System.Text;
using MlCi.Data;
using MlCi.Findings;

namespace MlCi.Modeling.MLNet.Tests;

public sealed class ColumnNamesTests
{
    [Theory]
    [InlineData("MonthlyCharges", "monthly_charges")]
    [InlineData("monthly_charges", "monthly_charges")]
    [InlineData("Streaming_TV", "streaming_tv")]
    [InlineData("Total", null)]
    [InlineData("Monthly", null)]
    public void Name_FindsTheSameLettersInAnotherWriting(string name, string? column) =>
        Assert.Equal(column, ColumnNames.Find(Rows("streaming_tv,monthly_charges"), name)?.Name);

    [Fact]
    public void ExactName_ComesFirst() => Assert.Equal("TotalCharges", ColumnNames.Find(Rows("total_charges,TotalCharges"), "TotalCharges")!.Name);

    [Fact]
    public void NameOfSeveralColumns_IsRefused()
    {
        FaultException e = Assert.Throws<FaultException>(() => ColumnNames.Find(Rows("total_charges,totalCharges"), "TotalCharges"));

        Assert.Equal("rows.csv:1: found the columns 'total_charges' and 'totalCharges' for 'TotalCharges', expected one of them", e.Message);
        Assert.Equal(ExitCodes.Misconfigured, e.ExitCode);
    }

    private static Table Rows(string header) => CsvReader.Read(Encoding.UTF8.GetBytes($"{header}\n1,2\n"), "rows.csv");
}
