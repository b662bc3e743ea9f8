using Prover.Algebra;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>The toxic waste of a setup: τ, α, β, δ; γ is 1. Cleared when disposed.</summary>
internal sealed class Trapdoor : IDisposable
{
    private readonly AlignedBuffer<Fr> _values = new(4);

    /// <summary>Draws a trapdoor for domains of 2^log rows.</summary>
    public Trapdoor(ScalarSource source, int log)
    {
        // τ must not be a root of unity that the Lagrange basis divides by: 2^28 of 2^254 are.
        do
        {
            _values.Span[0] = source.NextTrapdoor();
        }
        while (Tau.Pow(2L << log) == Fr.One);

        _values.Span[1] = source.NextTrapdoor();
        _values.Span[2] = source.NextTrapdoor();

        // δ = ±γ would let C stand in for the public inputs.
        do
        {
            _values.Span[3] = source.NextTrapdoor();
        }
        while (Delta == -Fr.One);
    }

    public ref readonly Fr Tau => ref _values.Span[0];

    public ref readonly Fr Alpha => ref _values.Span[1];

    public ref readonly Fr Beta => ref _values.Span[2];

    public ref readonly Fr Delta => ref _values.Span[3];

    public void Dispose() => _values.Dispose();
}
