using MlCi.Findings;
using MlCi.Pipelines;

namespace MlCi.Tests.Pipelines;

public sealed class YamlBoundsTests
{
    [Fact]
    public void TextThatLeavesTheReaderAtALoss_IsAFaultWithItsPlace()
    {
        FaultException e = Assert.Throws<FaultException>(() => PipelineFile.Read("version: 1\nslices: [a,\nb: 2", "p/pipeline.yml", "p"));

        Assert.Equal((ExitCodes.Misconfigured, "p/pipeline.yml:2:11: found text that is not YAML, expected YAML 1.2"), (e.ExitCode, e.Message));
    }
}
