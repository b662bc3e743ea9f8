namespace Prover.Groth16.Tests;

/// <summary>Keeps the progress that it is told.</summary>
internal sealed class ProgressList(List<double> seen) : IProgress<double>
{
    public void Report(double value) => seen.Add(value);
}
