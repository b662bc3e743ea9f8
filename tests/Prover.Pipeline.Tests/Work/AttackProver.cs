using Prover.Rollup;
using Prover.Testing;

namespace Prover.Pipeline.Tests;

/// <summary>A prover whose steps are given by a test; unless told otherwise it makes right proofs at once.</summary>
internal sealed class AttackProver : IBlockProver
{
    private int _proofs;

    public string Device => "cpu";

    public IReadOnlyList<Bytes32> Circuits { get; } = [TextEnvelope.Circuit];

    /// <summary>How many proofs were begun.</summary>
    public int Proofs => Volatile.Read(ref _proofs);

    /// <summary>Runs before each assignment.</summary>
    public Action<CancellationToken> Preparing { get; set; } = _ => { };

    /// <summary>Runs in each proof; gets the number of the proof, from 1.</summary>
    public Action<int, IProgress<double>, CancellationToken> Proving { get; set; } = (_, _, _) => { };

    /// <summary>Runs before each look at a proof.</summary>
    public Action Verifying { get; set; } = () => { };

    public IPreparedBlock Prepare(ReadOnlyMemory<byte> envelope, CancellationToken cancel)
    {
        Preparing(cancel);
        return new Prepared();
    }

    public ReadOnlyMemory<byte> Prove(IPreparedBlock block, IProgress<double> progress, CancellationToken cancel)
    {
        Proving(Interlocked.Increment(ref _proofs), progress, cancel);
        return BoardScope.Proof(right: true).Proof;
    }

    public bool Verify(IPreparedBlock block, ReadOnlySpan<byte> proof)
    {
        Verifying();
        return TextChecker.IsRight(proof);
    }

    private sealed class Prepared : IPreparedBlock
    {
        public BlockHeader Header => throw new InvalidOperationException("no header in these tests");

        public void Dispose()
        {
        }
    }
}
