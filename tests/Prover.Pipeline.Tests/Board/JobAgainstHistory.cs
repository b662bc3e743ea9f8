namespace Prover.Pipeline.Tests;

/// <summary>Whether a job's row is what its history says.</summary>
internal static class JobAgainstHistory
{
    public static void Check(Job job, IReadOnlyList<JobEvent> history)
    {
        Assert.NotEmpty(history);
        Assert.Equal(JobEventKind.Queued, history[0].Kind);
        Assert.Equal(history.Select(happened => happened.Sequence).Order(), history.Select(e => e.Sequence));
        (JobStage Stage, JobState State) told = (JobStage.Witness, JobState.Waiting);
        long fence = 0;
        bool isVerified = false;
        foreach (JobEvent happened in history)
        {
            if (happened.Kind == JobEventKind.Leased)
            {
                fence++;
                Assert.Equal(fence, happened.Attempt);
                Assert.False(isVerified, "a verified block was leased");
            }

            isVerified |= happened.Kind == JobEventKind.Verified;
            told = After(told, happened);
        }

        Assert.Equal(told, (job.Stage, job.State));
        Assert.Equal(fence, job.Fence);
    }

    private static (JobStage Stage, JobState State) After((JobStage Stage, JobState State) told, JobEvent happened) =>
        happened.Kind switch
        {
            JobEventKind.Leased => (JobStage.Witness, JobState.Running),
            JobEventKind.Witnessed => (JobStage.Prove, JobState.Running),
            JobEventKind.Returned or JobEventKind.LeaseLost or JobEventKind.Rejected =>
                (JobStage.Witness, JobState.Waiting),
            JobEventKind.Failed => happened.Stage == JobStage.Verify ? told : (JobStage.Witness, JobState.Waiting),
            JobEventKind.Proved => (JobStage.Verify, JobState.Waiting),
            JobEventKind.Verified => (JobStage.Submit, JobState.Waiting),
            JobEventKind.Dead => (happened.Stage, JobState.Dead),
            JobEventKind.Requeued => (happened.Stage, JobState.Waiting),
            JobEventKind.Dropped => (told.Stage, JobState.Dropped),
            _ => told,
        };
}
