using System.Security.Cryptography;
using Prover.Algebra;
using Prover.Groth16;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.EndToEnd.Tests.Faults;

/// <summary>A device under another name.</summary>
internal class NamedProver(IBlockProver real, string name) : IBlockProver
{
    public string Device => name;

    public IReadOnlyList<Bytes32> Circuits => real.Circuits;

    public virtual IPreparedBlock Prepare(ReadOnlyMemory<byte> envelope, CancellationToken cancel) =>
        real.Prepare(envelope, cancel);

    public virtual ReadOnlyMemory<byte> Prove(
        IPreparedBlock block, IProgress<double> progress, CancellationToken cancel) =>
        real.Prove(block, progress, cancel);

    public virtual bool Verify(IPreparedBlock block, ReadOnlySpan<byte> proof) => real.Verify(block, proof);
}

/// <summary>An honest device that begins its first block when something has happened: others come to their turn
/// before it.</summary>
internal sealed class PatientProver(IBlockProver real, string name, Func<bool> happened) : NamedProver(real, name)
{
    public override IPreparedBlock Prepare(ReadOnlyMemory<byte> envelope, CancellationToken cancel)
    {
        while (!happened())
        {
            _ = cancel.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(10));
            cancel.ThrowIfCancellationRequested();
        }

        return base.Prepare(envelope, cancel);
    }
}

/// <summary>A device that sends wrong proofs and swears that they are right: in turn points of the curves that prove
/// nothing, the proof of another block, bytes that are no points.</summary>
internal sealed class LyingProver(IBlockProver real, string name) : NamedProver(real, name)
{
    private readonly Lock gate = new();
    private readonly Dictionary<uint, byte[]> known = [];
    private int lies;

    /// <summary>How many were told.</summary>
    public int Lies => Volatile.Read(ref lies);

    public override ReadOnlyMemory<byte> Prove(
        IPreparedBlock block, IProgress<double> progress, CancellationToken cancel)
    {
        byte[] right = base.Prove(block, progress, cancel).ToArray();
        lock (gate)
        {
            known[block.Header.Number] = right;
            byte[]? others = known.FirstOrDefault(one => one.Key != block.Header.Number).Value;
            return (lies++ % 3) switch
            {
                0 => Points(),
                1 => others ?? Points(),
                _ => NoPoints(right),
            };
        }
    }

    public override bool Verify(IPreparedBlock block, ReadOnlySpan<byte> proof) => true;

    private static byte[] Points() => new Proof(RandomG1(), RandomG2(), RandomG1()).ToBytes();

    private static byte[] NoPoints(byte[] right)
    {
        byte[] wrong = [.. right];
        wrong[RandomNumberGenerator.GetInt32(wrong.Length)] ^= 1;
        return wrong;
    }

    private static G1Affine RandomG1()
    {
        G1 sum = G1.Generator;
        for (int bit = 0; bit < 64; bit++)
        {
            sum = RandomNumberGenerator.GetInt32(2) == 0 ? sum + sum : sum + sum + G1.Generator;
        }

        return sum.ToAffine();
    }

    private static G2Affine RandomG2()
    {
        G2 sum = G2.Generator;
        for (int bit = 0; bit < 64; bit++)
        {
            sum = RandomNumberGenerator.GetInt32(2) == 0 ? sum + sum : sum + sum + G2.Generator;
        }

        return sum.ToAffine();
    }
}

/// <summary>A device that stands still for a while before each proof, whoever wants it to stop.</summary>
internal sealed class SlowProver(IBlockProver real, string name, TimeSpan pause) : NamedProver(real, name)
{
    private int begun;
    private int proofs;

    /// <summary>How many it began.</summary>
    public int Begun => Volatile.Read(ref begun);

    /// <summary>How many it made.</summary>
    public int Proofs => Volatile.Read(ref proofs);

    public override ReadOnlyMemory<byte> Prove(
        IPreparedBlock block, IProgress<double> progress, CancellationToken cancel)
    {
        _ = Interlocked.Increment(ref begun);
        Thread.Sleep(pause);
        ReadOnlyMemory<byte> proof = base.Prove(block, new Progress<double>(), CancellationToken.None);
        _ = Interlocked.Increment(ref proofs);
        return proof;
    }
}
