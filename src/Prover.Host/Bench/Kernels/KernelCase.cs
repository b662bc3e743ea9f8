using Prover.Compute;
using Prover.Host.Cli;

namespace Prover.Host.Bench.Kernels;

/// <summary>One kernel in one size with its inputs and their known answer.</summary>
/// <remarks>Only <see cref="Run"/> is measured. Inputs come from the seed of the bench alone.</remarks>
internal abstract class KernelCase(KernelSpec spec) : IDisposable
{
    /// <summary>What is measured.</summary>
    public KernelSpec Spec { get; } = spec;

    /// <summary>False when the work runs on one thread whatever it may use.</summary>
    public virtual bool UsesThreads => true;

    /// <summary>Makes the inputs.</summary>
    public virtual void Prepare(ComputeBudget budget)
    {
    }

    /// <summary>A number of repetitions, at least the given one, whose joint result has a known answer.</summary>
    public virtual int RoundUp(int repetitions) => repetitions;

    /// <summary>Brings the inputs back to their first values, where a run changes them.</summary>
    public virtual void Rewind()
    {
    }

    /// <summary>Does the work that many times in a row.</summary>
    public abstract void Run(int repetitions, ComputeBudget budget);

    /// <summary>Whether the last run gave what it had to give.</summary>
    public abstract bool IsRight(int repetitions);

    /// <summary>What is said when it did not.</summary>
    public virtual CommandException WrongResult(IComputeDevice device)
    {
        return new CommandException(
            ExitCode.Device, $"device {device.Name} gives a wrong result for {Spec}: no figures; see 'prover devices'");
    }

    public virtual void Dispose()
    {
    }
}
