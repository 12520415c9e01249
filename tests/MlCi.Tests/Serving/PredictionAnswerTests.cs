using System.Text;
using MlCi.Serving;

namespace MlCi.Tests.Serving;

public sealed class PredictionAnswerTests
{
    [Fact]
    public void Numbers_AreReadToTheBit() => Assert.Equal(
        [.1, 0.30000000000000004], PredictionAnswer.Read(Utf8("""{"predictions":[{"score":0.1},{"score":0.30000000000000004,"more":1}],"model":"x"}"""), ["score"], areShares: true, 2).Numbers!);

    [Fact]
    public void Classes_AreReadInTheirOrder() => Assert.Equal(
        [.2, .8], PredictionAnswer.Read(Utf8("""{"predictions":[{"p_b":0.8,"p_a":0.2}]}"""), ["p_a", "p_b"], areShares: true, 1).Numbers!);

    [Theory]
    [InlineData("[]", "found JSON without a list 'predictions'")]
    [InlineData("""{"predictions":{}}""", "found JSON without a list 'predictions'")]
    [InlineData("""{"predictions":[]}""", "found 0 predictions, expected 1")]
    [InlineData("""{"predictions":[{"prediction":1}]}""", "prediction 0: found no number 'score'")]
    [InlineData("""{"predictions":[{"score":"0.5"}]}""", "prediction 0: found no number 'score'")]
    [InlineData("""{"predictions":[{"score":1.5}]}""", "prediction 0: found score 1.5, expected a number from 0 to 1")]
    [InlineData("""{"predictions":[{"score":1e999}]}""", "prediction 0: found score 1e999, expected a number from 0 to 1")]
    [InlineData("""{"predictions":[{"score":NaN}]}""", "found text that is not JSON, expected {\"predictions\": […]}")]
    public void AnswerOfAnotherShape_IsAFault(string json, string fault) => Assert.Equal((null, fault), PredictionAnswer.Read(Utf8(json), ["score"], areShares: true, 1));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
