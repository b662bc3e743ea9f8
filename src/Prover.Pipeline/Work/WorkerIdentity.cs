using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>Who asks for work.</summary>
/// <param name="Worker">The worker's name, unique among those of one queue; 1 to 100 characters of
/// <c>A–Z a–z 0–9 . _ : -</c>.</param>
/// <param name="Device">The device that it will prove on.</param>
/// <param name="Circuits">The circuits that it has keys for.</param>
public sealed record WorkerIdentity(string Worker, string Device, IReadOnlyList<Bytes32> Circuits)
{
    /// <summary><c>worker/device</c>: the name of its record.</summary>
    public string Name => $"{Worker}/{Device}";
}
