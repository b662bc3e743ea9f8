using Prover.Algebra;
using Prover.Circuit.PoseidonChain;
using Prover.Circuits;
using Prover.Circuits.Gadgets;
using Prover.Compute;
using Prover.Compute.Native;
using Xunit;

namespace Prover.Groth16.Tests;

/// <summary>Proofs of circuits that are large enough for every path of the plan.</summary>
public sealed class ProofPlanTests
{
    private static readonly Fr Start = Fr.FromUInt64(7);

    [NativeFact]
    public void A_seeded_proof_does_not_depend_on_threads_or_device()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new PoseidonChain(20));
        using Witness witness = circuit.Solve(PoseidonChain.Assign(20, in Start));
        using var key = new KeyOnDisk(circuit, new NativeDevice());
        using var managed = new ManagedDevice();
        using var other = new ResidentKey(key.Key, managed);

        Proof proof = ProveWith(key.Resident, witness.Values, 1);

        Assert.Equal(proof, ProveWith(key.Resident, witness.Values, 2));
        Assert.Equal(proof, ProveWith(key.Resident, witness.Values, 7));
        Assert.Equal(proof, ProveWith(other, witness.Values, 2));
        Assert.True(Verify.Proof(key.VerifyingKey, proof, witness.PublicInputs));
    }

    [NativeFact]
    public void A_witness_of_mostly_bits_is_proven()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new ManyBits());
        using Witness witness = circuit.Solve(ManyBits.Assign());
        Assert.InRange(witness.Values.ToArray().Count(value => value.IsZero || value == Fr.One), 5000, 7000);
        using var key = new KeyOnDisk(circuit, new NativeDevice());
        using var managed = new ManagedDevice();
        using var other = new ResidentKey(key.Key, managed);

        Proof proof = ProveWith(key.Resident, witness.Values, 2);

        Assert.Equal(proof, ProveWith(key.Resident, witness.Values, 1));
        Assert.Equal(proof, ProveWith(other, witness.Values, 2));
        Assert.True(Verify.Proof(key.VerifyingKey, proof, witness.PublicInputs));
    }

    [NativeFact]
    public void A_running_proof_stops_within_two_seconds_and_the_next_one_is_right()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new PoseidonChain());
        using Witness witness = circuit.Solve(PoseidonChain.Assign(PoseidonChain.DefaultLinks, in Start));
        using var key = new KeyOnDisk(circuit, new NativeDevice());
        foreach (double at in new[] { 0.01, 0.1, 0.3, 0.6, 0.9 })
        {
            using var source = new CancellationTokenSource();
            var stop = new StopAt(at, source);

            _ = Assert.ThrowsAny<OperationCanceledException>(() => Prove.Assignment(
                key.Resident, witness.Values, new ComputeBudget(2, stop, source.Token)));
            Assert.InRange(stop.Since.TotalSeconds, 0, 2);
        }

        Proof proof = key.Prove(witness.Values);
        Assert.True(Verify.Proof(key.VerifyingKey, proof, witness.PublicInputs));
    }

    [NativeFact]
    public void Nothing_of_witness_and_blinding_is_left_in_the_buffers_of_the_device()
    {
        var device = new NativeDevice();
        CompiledCircuit circuit = CompiledCircuit.Compile(new PoseidonChain());
        using Witness witness = circuit.Solve(PoseidonChain.Assign(PoseidonChain.DefaultLinks, in Start));
        using var key = new KeyOnDisk(circuit, device);

        _ = key.Prove(witness.Values, "seed");

        Assert.NotEmpty(device.Blocks.Free);
        Assert.All(device.Blocks.Free, block => Assert.False(block.MayHoldSecrets));
        using var source = new ScalarSource("seed"u8, "prover groth16 blinding");
        foreach (Fr secret in new[] { witness.Values[^1], witness.Values[5000], source.Next(), source.Next() })
        {
            ulong[] canonical = new ulong[4];
            secret.CopyCanonical(canonical);
            Assert.All(device.Blocks.Free, block => Assert.False(Holds(block, secret) || Holds(block, canonical)));
        }
    }

    [NativeFact]
    public void A_second_proof_needs_no_new_memory()
    {
        var device = new NativeDevice();
        CompiledCircuit circuit = CompiledCircuit.Compile(new PoseidonChain(20));
        using Witness witness = circuit.Solve(PoseidonChain.Assign(20, in Start));
        using var key = new KeyOnDisk(circuit, device);
        _ = ProveWith(key.Resident, witness.Values, 1);
        int made = device.Blocks.Made;

        _ = ProveWith(key.Resident, witness.Values, 1);

        Assert.Equal(made, device.Blocks.Made);
    }

    [NativeFact]
    public void Several_proofs_at_once_with_one_key_are_right()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new PoseidonChain(20));
        using Witness witness = circuit.Solve(PoseidonChain.Assign(20, in Start));
        Fr[] values = witness.Values.ToArray();
        using var key = new KeyOnDisk(circuit, new NativeDevice());
        Proof expected = ProveWith(key.Resident, values, 1);

        Proof[] proofs = new Proof[4];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(
            i => new Thread(() => proofs[i] = ProveWith(key.Resident, values, 1 + (i % 2))))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.All(proofs, proof => Assert.Equal(expected, proof));
    }

    [Fact]
    public void A_proof_that_is_wrong_for_a_right_assignment_never_leaves()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new PoseidonChain(1));
        using Witness witness = circuit.Solve(PoseidonChain.Assign(1, in Start));
        using var key = new KeyOnDisk(circuit);
        byte[] file = File.ReadAllBytes(key.Path);
        ReadOnlySpan<G1Affine> points = key.Key.Section<G1Affine>(ProvingKeySection.PointsC).Span;
        ReadOnlySpan<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(points);
        int at = file.AsSpan().IndexOf(bytes);
        bytes[..64].CopyTo(file.AsSpan(at + 64));
        string damaged = Path.Combine(key.Folder, "damaged.key");
        File.WriteAllBytes(damaged, file);
        using ProvingKey wrong = ProvingKey.Open(damaged, verifyHashes: false);
        using var resident = new ResidentKey(wrong, key.Resident.Device, circuit);

        UnverifiedProofException failure = Assert.Throws<UnverifiedProofException>(
            () => Prove.Assignment(resident, witness.Values, KeyOnDisk.Budget));

        Assert.StartsWith("device managed made a proof that", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_at_infinity_are_not_in_the_key()
    {
        var system = new RandomSystem(3, 2, 200, 120);
        using var key = new KeyOnDisk(system);
        int wires = key.Key.WireCount;

        int a = Check<G1Affine>(ProvingKeySection.WiresA, ProvingKeySection.PointsA);
        int b = Check<G1Affine>(ProvingKeySection.WiresB, ProvingKeySection.PointsB1);
        Assert.Equal(b, Check<G2Affine>(ProvingKeySection.WiresB, ProvingKeySection.PointsB2));

        Assert.InRange(a, 1, wires - 1); // the system has wires that no row of A, or of B, uses
        Assert.InRange(b, 1, wires - 1);
        Assert.True(Verify.Proof(key.VerifyingKey, key.Prove(system.Assignment), system.PublicInputs));

        int Check<TPoint>(ProvingKeySection at, ProvingKeySection points)
            where TPoint : unmanaged
        {
            ReadOnlySpan<uint> used = key.Key.Section<uint>(at).Span;
            TPoint[] values = key.Key.Section<TPoint>(points).Span.ToArray();
            Assert.Equal(used.Length, values.Length);
            Assert.DoesNotContain(default, values);
            for (int i = 1; i < used.Length; i++)
            {
                Assert.True(used[i - 1] < used[i] && used[i] < (uint)wires);
            }

            return used.Length;
        }
    }

    private static Proof ProveWith(ResidentKey key, ReadOnlySpan<Fr> assignment, int threads) =>
        Prove.Assignment(key, assignment, new ComputeBudget(threads), "one seed"u8);

    private static unsafe bool Holds<T>(NativeBlock block, params ReadOnlySpan<T> value)
        where T : unmanaged =>
        new ReadOnlySpan<byte>(block.Pointer, (int)block.Bytes).IndexOf(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(value)) >= 0;

    /// <summary>A hundred numbers below 2^64, bit by bit; their sum is public.</summary>
    private sealed class ManyBits : ICircuit
    {
        private const int Numbers = 100;

        [Public]
        public Wire Sum;

        public Wire[] Values = new Wire[Numbers];

        public static ManyBits Assign()
        {
            var assigned = new ManyBits();
            Fr sum = Fr.Zero;
            for (int i = 0; i < Numbers; i++)
            {
                var value = Fr.FromUInt64((ulong)(i + 1) * 0x9E37_79B9_7F4A_7C15);
                assigned.Values[i] = value;
                sum += value;
            }

            assigned.Sum = sum;
            return assigned;
        }

        public void Define(CircuitBuilder cs)
        {
            ArgumentNullException.ThrowIfNull(cs);
            foreach (Wire value in Values)
            {
                _ = Bits.Decompose(cs, value, 64);
            }

            cs.AssertEqual(cs.Sum(Values), Sum);
        }
    }
}
