namespace Prover.Compute;

/// <summary>A part of a computation that a <see cref="JobSchedule"/> shares out to threads: stages one after another,
/// each of independent pieces.</summary>
/// <remarks>Of one job, <see cref="Begin"/> and <see cref="Release"/> run alone; pieces of one stage run in any order
/// and at the same time. What a stage has written is visible to the next stage and to the jobs that wait for this
/// one.</remarks>
public abstract class ComputeJob
{
    /// <summary>Number of stages, at least one.</summary>
    public virtual int Stages => 1;

    /// <summary>Expected work of a stage, in nanoseconds of one thread; only for progress.</summary>
    public abstract double Cost(int stage);

    /// <summary>Takes the memory that a stage needs, before its pieces run.</summary>
    /// <returns>The number of pieces, 0 or more; a piece takes well under a second.</returns>
    public abstract int Begin(int stage);

    /// <summary>Runs one piece of a stage.</summary>
    public abstract void Run(int stage, int piece);

    /// <summary>Gives back what the job took: once, after its last piece, or when the schedule ends early.</summary>
    public virtual void Release()
    {
    }
}
