namespace Nuke.Common.Execution;

/// <summary>What became of a target, in NUKE's words.</summary>
internal enum ExecutionStatus
{
    Scheduled,
    Running,
    Succeeded,
    Failed,
    Skipped,
    NotRun,
    Collective,
}
