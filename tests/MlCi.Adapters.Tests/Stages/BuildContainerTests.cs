using System.Runtime.CompilerServices;
using MlCi.Pipelines;

namespace MlCi.Adapters.Tests.Stages;

/// <summary>What stands before an image is built. That one is built and tried, the integration tests show.</summary>
public sealed class BuildContainerTests(EngineSetup setup) : CommandPipelineTest(setup)
{
    /// <summary>No test here meets an engine of the machine.</summary>
    [ModuleInitializer]
    internal static void HideEngine() => Environment.SetEnvironmentVariable("DOCKER_HOST", "unix:///none");

    [Fact]
    public void WithoutAnImage_NothingIsBuilt_AndRegisterGoesOn()
    {
        (int code, string output) = Run("Register");

        Assert.Equal(0, code);
        Assert.Contains("– tiny BuildContainer", output, StringComparison.Ordinal);
        Assert.Contains("pipeline.yml has no 'image', so none was built", output, StringComparison.Ordinal);
        Assert.Contains("✓ tiny Register", output, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAnEngineAndACommand_NothingCanBeTried_AndNothingIsRegistered()
    {
        AddImage("image: {dockerfile: Dockerfile}");

        (int code, string output) = Run("Register");

        Assert.Equal(3, code);
        Assert.Contains("found no engine to build the Dockerfile (unix:///none", output, StringComparison.Ordinal);
        Assert.DoesNotContain("✓ tiny Register", output, StringComparison.Ordinal);
    }

    [Fact]
    public void AfterAGateThatFailed_NoImageIsBuilt()
    {
        AddImage("image: {dockerfile: Dockerfile}");
        Repository.Write("pipelines/tiny/model/predict.sh", """
            while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --data) data=$2;; esac; shift; done
            awk -F, 'BEGIN { print "row_id,score" } NR > 1 { print NR - 2 "," 0.5 }' "$data" > "$out"

            """);

        (int code, string output) = Run("BuildContainer");

        Assert.Equal(1, code);
        Assert.Contains("the gate did not pass, so no image was built", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ServerThatDoesNotStart_Fails_WithItsLog_AndNothingIsRegistered()
    {
        AddImage("image: {dockerfile: Dockerfile}\nserve: {command: [sh, model/serve.sh]}");
        Repository.Write("pipelines/tiny/model/serve.sh", "echo no module named numpy >&2\nexit 7\n");

        (int code, string output) = Run("Register");

        Assert.Equal(1, code);
        Assert.Contains("✗ tiny BuildContainer", output, StringComparison.Ordinal);
        Assert.Contains("no module named numpy", output, StringComparison.Ordinal);
        Assert.Contains("exit code 7", output, StringComparison.Ordinal);
        Assert.Contains("\"verdict\": \"failed\"", File.ReadAllText(Repository.Path("artifacts/tiny/container.json")), StringComparison.Ordinal);
        Assert.DoesNotContain("✓ tiny Register", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ASmokeRun_BuildsNoImage()
    {
        (int code, string output) = Run("BuildContainer", options => options with { Smoke = true });

        Assert.Equal(2, code);
        Assert.Contains("found --smoke with BuildContainer", output, StringComparison.Ordinal);
        Assert.Contains("BuildContainer", StagePlan.For(["Register"]).Select(stage => stage.Name));
    }

    private void AddImage(string lines)
    {
        string file = Repository.Path("pipelines/tiny/pipeline.yml");
        File.AppendAllText(file, lines + "\n");
        Repository.Write("pipelines/tiny/Dockerfile", "FROM scratch\n");
    }
}
