using MlCi.Data;
using MlCi.Metrics;
using MlCi.Proposals;

namespace MlCi.Tests.Proposals;

public sealed class TaskInferenceTests
{
    [Theory]
    [InlineData("No,Yes", PredictionTask.Binary, "Yes")]
    [InlineData("yes,NO", PredictionTask.Binary, "yes")]
    [InlineData("0,1", PredictionTask.Binary, "1")]
    [InlineData("true,false", PredictionTask.Binary, "true")]
    [InlineData("good,good,bad", PredictionTask.Binary, "bad")]
    [InlineData("bad,bad,good", PredictionTask.Binary, "good")]
    [InlineData("cat,dog,bird", PredictionTask.Multiclass, null)]
    [InlineData("1,2,3", PredictionTask.Multiclass, null)]
    [InlineData("0,1,2,3,4,5,6,7,8,9", PredictionTask.Multiclass, null)]
    [InlineData("1,2,3,4,5,6,7,8,9,10,11", PredictionTask.Regression, null)]
    [InlineData("7,12,30", PredictionTask.Regression, null)]
    [InlineData("0.5,1,2", PredictionTask.Regression, null)]
    [InlineData("-1,0,3", PredictionTask.Regression, null)]
    public void Task_IsToldFromTheLabel(string labels, PredictionTask task, string? positive)
    {
        ProposedLabel label = Csv.Proposal(Labelled(labels), "y").Label;

        Assert.Equal((task, positive), (label.Task, label.Positive));
    }

    [Fact]
    public void WhatTheUserSays_Counts()
    {
        ProposedLabel label = PipelineProposal.Of(Labelled("0,1"), null, new ProposalOptions("y", Positive: "0")).Label;
        Assert.Equal(("0", "1"), (label.Positive, label.Negative));

        Assert.Equal(PredictionTask.Regression, Csv.Proposal(Labelled("1,2,3"), "y", PredictionTask.Regression).Label.Task);
        Assert.Equal(["1.5", "2", "3"], Csv.Proposal(Labelled("1.5,2,3"), "y", PredictionTask.Multiclass).Label.Classes.Select(one => one.Text));
    }

    [Theory]
    [InlineData("a,b,c", PredictionTask.Binary, null, "data.csv:1: column 'y': found 3 classes, 'a', 'b', 'c', expected two, as the task is binary")]
    [InlineData("a,a", null, null, "data.csv:1: column 'y': found one class, 'a', in all rows, expected two or more")]
    [InlineData("2.5,2.5", PredictionTask.Regression, null, "data.csv:1: column 'y': found 2.5 in all 40 rows, expected numbers that differ")]
    [InlineData("1,x", PredictionTask.Regression, null, "data.csv:3: column 'y': found 'x', expected a number, as the task is regression")]
    [InlineData("a,b", null, "c", "found 'c' for '--positive', expected one of the classes 'a', 'b' of column 'y'")]
    [InlineData("a,b,c", null, "c", "found '--positive c' in the task multiclass, expected it in the task binary only")]
    [InlineData("1.5,2,3", null, "2", "found '--positive 2' in a regression, expected it in the task binary only")]
    [InlineData("2026-01-01,2026-01-02,2026-01-03", null, null, "data.csv:1: column 'y': found dates, expected numbers, or at most 50 classes")]
    public void LabelThatCannotBe_IsOneMessage(string labels, PredictionTask? task, string? positive, string message) =>
        Assert.Equal(message, Assert.Single(Csv.Faults(Labelled(labels), new ProposalOptions("y", task, positive))));

    [Fact]
    public void LabelThatIsNotThere_NamesTheNearest() => Assert.Equal(
        "data.csv:1: found no column 'churned' for '--label', expected 'churn', or one of x, churn",
        Assert.Single(Csv.Faults(Csv.Table("x,churn", "1,No", "2,Yes", "3,No", "4,Yes"), new ProposalOptions("churned"))));

    [Fact]
    public void LabelThatIsMissingEverywhere_IsOneMessage() => Assert.Equal(
        "data.csv:2: column 'y': found no value in any of 4 rows, expected a label in each",
        Assert.Single(Csv.Faults(Csv.Table("x,y", "1,", "2,", "3,", "4,"), new ProposalOptions("y"))));

    [Fact]
    public void MissingLabels_AreCounted_WithTheFirstLine() => Assert.Equal(
        "data.csv:3: column 'y': found no value in 2 of 5 rows, expected a label in each: leave the others out",
        Assert.Single(Csv.Faults(Csv.Table("x,y", "1,a", "2,", "3,b", "4,", "5,a"), new ProposalOptions("y"))));

    [Fact]
    public void ClassOfOneRow_CannotBeLearnedAndJudged() => Assert.Equal(
        "data.csv:1: column 'y': found one row of class 'rare', expected at least two: one to learn from and one to judge by",
        Assert.Single(Csv.Faults(Csv.Table("x,y", "1,a", "2,a", "3,b", "4,b", "5,rare"), new ProposalOptions("y"))));

    [Fact]
    public void TextsOfManyKinds_AreNoClasses() => Assert.Equal(
        "data.csv:1: column 'y': found 60 different texts, expected numbers, or at most 50 classes",
        Assert.Single(Csv.Faults(Csv.Table("x,y", 120, row => $"{row},name {row / 2}"), new ProposalOptions("y"))));

    // Each label in turn, and a feature.
    private static Table Labelled(string labels)
    {
        string[] values = labels.Split(',');
        return Csv.Table("x,y", 40, row => $"{row}.5,{values[row % values.Length]}");
    }
}
