namespace Prover.Compute;

/// <summary>One step of a <see cref="ComputePlan"/>.</summary>
public abstract class PlanStep
{
    /// <summary>Position in the plan, from 0.</summary>
    public int Index { get; internal set; }

    /// <summary>The steps that this one waits for; all stand before it.</summary>
    public IReadOnlyList<PlanStep> After { get; internal set; } = [];

    /// <summary>Rough work in products of 𝔽r; only for progress.</summary>
    public abstract double Work { get; }

    /// <summary>Does the step by the other calls of the port.</summary>
    internal abstract void RunOn(IComputeDevice device, ComputeBudget budget);

    /// <summary>Gives back what the step made for others, after the whole plan.</summary>
    internal virtual void Release()
    {
    }
}
