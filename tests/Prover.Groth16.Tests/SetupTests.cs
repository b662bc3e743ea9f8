using Prover.Algebra;
using Prover.Circuit.PoseidonChain;
using Prover.Circuits;
using Prover.Compute;
using Prover.Compute.Native;
using Xunit;

namespace Prover.Groth16.Tests;

public sealed class SetupTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(2, 0, 2)]
    [InlineData(2, 1, 2)]
    [InlineData(3, 1, 3)]
    [InlineData(126, 1, 7)]
    [InlineData(127, 1, 8)]
    [InlineData((1 << 27) - 2, 1, 27)]
    public void The_domain_holds_constraints_public_inputs_and_the_constant(int constraints, int inputs, int log)
    {
        Assert.Equal(log, Qap.DomainLog(constraints, inputs));
    }

    [Fact]
    public void A_system_that_needs_more_than_2_to_the_27_rows_is_refused()
    {
        _ = Assert.Throws<ArgumentException>(() => Qap.DomainLog(1 << 27, 0));
        _ = Assert.Throws<ArgumentException>(() => Qap.DomainLog(int.MaxValue, int.MaxValue));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(13)]
    public void Lagrange_bases_equal_their_slow_twin(int log)
    {
        var tau = Fr.FromUInt64(987654321);
        Fr root = NttDomain.Root(log);
        using var even = new AlignedBuffer<Fr>(1 << log);
        using var odd = new AlignedBuffer<Fr>(1 << log);
        var schedule = new JobSchedule();
        schedule.Add(LagrangeBasis.Even(log, in tau, even.Memory));
        schedule.Add(LagrangeBasis.Odd(log, in tau, odd.Memory));
        schedule.Run(new ComputeBudget(2));

        Assert.Equal(LagrangeBasis.Reference(1 << log, in root, Fr.One, 1 << log, in tau), even.Span.ToArray());
        Assert.Equal(
            LagrangeBasis.Reference(1 << log, in root, NttDomain.Root(log + 1), 2 << log, in tau),
            odd.Span.ToArray());
        Assert.Equal(Fr.One, Sum(even.Span));
    }

    [Fact]
    public void The_program_at_tau_divides_by_the_vanishing_polynomial()
    {
        // Σ over the basis interpolates: u(τ)·v(τ) − w(τ) for an assignment is the polynomial AB − C at τ.
        var system = new RandomSystem(99, 2, 10, 9);
        int log = Qap.DomainLog(9, 2);
        using var source = new ScalarSource("tau"u8, "test");
        using var trapdoor = new Trapdoor(source, log);
        using var qap = new Qap(system.R1cs, log, trapdoor, new ComputeBudget(1));
        Fr[] basis = LagrangeBasis.Reference(1 << log, NttDomain.Root(log), Fr.One, 1 << log, in trapdoor.Tau);

        Fr u = Fr.Zero;
        for (int row = 0; row < 9; row++)
        {
            u += system.R1cs.Evaluate(system.R1cs.A, row, system.Assignment) * basis[row];
        }

        for (int i = 0; i <= 2; i++)
        {
            u += system.Assignment[i] * basis[9 + i];
        }

        Assert.Equal(u, Dot(qap.U, system.Assignment));
    }

    [NativeFact]
    public void A_key_of_several_chunks_does_not_depend_on_threads_and_proves()
    {
        // 67,200 rows and as many wires: more than the points that are computed at once.
        CompiledCircuit circuit = CompiledCircuit.Compile(new PoseidonChain(280));
        using var device = new NativeDevice();
        using var folder = new TemporaryFolder();
        byte[] one = Setup.Development(circuit, folder.File("1"), device, new ComputeBudget(1), "seed"u8);
        byte[] two = Setup.Development(circuit, folder.File("2"), device, new ComputeBudget(2), "seed"u8);
        Assert.Equal(one, two);
        Assert.All(device.Blocks.Free, block => Assert.False(block.MayHoldSecrets));

        using Witness witness = circuit.Solve(PoseidonChain.Assign(280, Fr.FromUInt64(5)));
        using ProvingKey key = ProvingKey.Open(folder.File("2"));
        using var resident = new ResidentKey(key, device);
        Proof proof = Prove.Witness(resident, witness, new ComputeBudget(2));

        Assert.True(Verify.Proof(key.VerifyingKey, proof, witness.PublicInputs));
    }

    [NativeFact]
    public void A_running_setup_stops_within_two_seconds_and_leaves_nothing_behind()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new PoseidonChain(280));
        using var device = new NativeDevice();
        using var folder = new TemporaryFolder();
        foreach (double at in new[] { 0.02, 0.15, 0.3, 0.7, 0.95 })
        {
            using var source = new CancellationTokenSource();
            var stop = new StopAt(at, source);

            _ = Assert.ThrowsAny<OperationCanceledException>(() => Setup.Development(
                circuit, folder.File("key"), device, new ComputeBudget(2, stop, source.Token)));

            Assert.InRange(stop.Since.TotalSeconds, 0, 2);
            Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(folder.File("key"))!));
        }
    }

    [Fact]
    public void Progress_of_a_setup_rises_to_one()
    {
        var seen = new List<double>();
        var system = new RandomSystem(3, 1, 300, 200);
        using var device = new ManagedDevice();
        using var folder = new TemporaryFolder();

        _ = Setup.Development(
            system.R1cs, system.Id, folder.File("key"), device, new ComputeBudget(1, new ProgressList(seen)));

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1.0, seen[^1], 6);
    }

    [Fact]
    public void Seeded_scalars_depend_on_seed_label_and_place()
    {
        using var a = new ScalarSource("a"u8, "x");
        using var again = new ScalarSource("a"u8, "x");
        using var label = new ScalarSource("a"u8, "y");
        using var seed = new ScalarSource("b"u8, "x");
        Fr first = a.Next();

        Assert.Equal(first, again.Next());
        Assert.Equal(5, new HashSet<Fr> { first, a.Next(), label.Next(), seed.Next(), default }.Count);
    }

    [Fact]
    public void Unseeded_scalars_differ()
    {
        using var source = new ScalarSource([], "x");
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => source.Next()).ToHashSet().Count);
    }

    private static Fr Sum(ReadOnlySpan<Fr> values)
    {
        Fr sum = Fr.Zero;
        foreach (Fr value in values)
        {
            sum += value;
        }

        return sum;
    }

    private static Fr Dot(ReadOnlySpan<Fr> a, ReadOnlySpan<Fr> b)
    {
        Fr sum = Fr.Zero;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
