using Prover.Algebra;
using Prover.Circuits;
using Prover.Compute;
using Xunit;
using Xunit.Abstractions;
using CubicCircuit = Prover.Circuit.Cubic.Cubic;

namespace Prover.Groth16.Tests;

public sealed class ProveTests(ITestOutputHelper output)
{
    private readonly int _seed = Seed(output);

    /// <summary>Public inputs, private wires, constraints: degenerate shapes and the edges of powers of two.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 0, 0, 0 },
        { 0, 0, 1 },
        { 0, 1, 1 },
        { 1, 0, 0 },
        { 1, 0, 1 },
        { 3, 0, 4 },
        { 0, 5, 3 },
        { 5, 1, 0 },
        { 2, 7, 1 },
        { 2, 20, 12 },
        { 2, 20, 13 },
        { 2, 20, 14 },
        { 1, 100, 62 },
        { 1, 100, 63 },
        { 40, 300, 200 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_proof_of_a_satisfied_system_verifies(int publicInputs, int privateWires, int constraints)
    {
        var system = new RandomSystem(_seed, publicInputs, privateWires, constraints);
        using var key = new KeyOnDisk(system);

        Proof proof = key.Prove(system.Assignment);

        Assert.True(Verify.Proof(key.VerifyingKey, proof, system.PublicInputs));
        Assert.Equal(publicInputs, key.VerifyingKey.PublicCount);
    }

    [Fact]
    public void Linear_constraints_alone_can_be_proven()
    {
        // (x + y)·1 = z, no product of two unknowns anywhere.
        Fr[] assignment = [Fr.One, Fr.FromUInt64(7), Fr.FromUInt64(3), Fr.FromUInt64(4)];
        var r1cs = new R1cs(
            1,
            4,
            [Fr.One, -Fr.One],
            new Circuits.SparseMatrix([0, 2], [2, 3], [0, 0]),
            new Circuits.SparseMatrix([0, 1], [0], [0]),
            new Circuits.SparseMatrix([0, 1], [1], [0]));
        using var folder = new TemporaryFolder();
        using var device = new ManagedDevice();
        _ = Setup.Development(r1cs, new byte[32], folder.File("key"), device, KeyOnDisk.Budget);
        using ProvingKey key = ProvingKey.Open(folder.File("key"));
        using var resident = new ResidentKey(key, device);

        Proof proof = Prove.Assignment(resident, assignment, KeyOnDisk.Budget);

        Assert.True(Verify.Proof(key.VerifyingKey, proof, assignment.AsSpan(1, 1)));
        Assert.False(Verify.Proof(key.VerifyingKey, proof, [Fr.FromUInt64(8)]));
    }

    [Fact]
    public void A_wrong_public_input_is_rejected()
    {
        var system = new RandomSystem(_seed, 3, 10, 8);
        using var key = new KeyOnDisk(system);
        Proof proof = key.Prove(system.Assignment);

        for (int i = 0; i < 3; i++)
        {
            Fr[] inputs = system.PublicInputs;
            inputs[i] += Fr.One;
            Assert.False(Verify.Proof(key.VerifyingKey, proof, inputs));
        }

        Assert.False(Verify.Proof(key.VerifyingKey, proof, system.PublicInputs.AsSpan(0, 2)));
        Assert.False(Verify.Proof(key.VerifyingKey, proof, [.. system.PublicInputs, Fr.Zero]));
    }

    [Fact]
    public void A_proof_is_bound_to_its_key()
    {
        var system = new RandomSystem(_seed, 2, 10, 8);
        using var key = new KeyOnDisk(system);
        using var other = new KeyOnDisk(system);

        Proof proof = key.Prove(system.Assignment);

        Assert.False(Verify.Proof(other.VerifyingKey, proof, system.PublicInputs));
    }

    [Fact]
    public void An_assignment_that_does_not_satisfy_is_an_error_that_names_the_constraint()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new CubicCircuit());
        using var key = new KeyOnDisk(circuit);
        const ulong Root = 1234567;
        Fr x = Fr.FromUInt64(Root);
        Fr y = (x.Square() * x) + x + Fr.FromUInt64(5);
        using Witness witness = circuit.Solve(new CubicCircuit { X = Root, Y = y });
        Fr[] wrong = witness.Values.ToArray();
        wrong[1] += Fr.One;

        UnsatisfiedException failure = Assert.Throws<UnsatisfiedException>(() => key.Prove(wrong));

        Assert.Equal(circuit.Check(wrong, limit: 1)[0].ToString(), failure.Message);
        Assert.Contains("constraint #1 not satisfied, in ", failure.Message);
        Assert.All(wrong[2..], value => Assert.DoesNotContain(value.ToString(), failure.Message));
    }

    [Fact]
    public void Every_wrong_wire_is_noticed_without_the_circuit_too()
    {
        var system = new RandomSystem(_seed, 0, 30, 30);
        using var key = new KeyOnDisk(system);
        Fr[] wrong = [.. system.Assignment];
        wrong[^1] += Fr.One;

        UnsatisfiedException failure = Assert.Throws<UnsatisfiedException>(() => key.Prove(wrong));

        Assert.Equal(29, failure.Constraint!.Index);
    }

    [Fact]
    public void An_assignment_of_the_wrong_shape_is_refused()
    {
        var system = new RandomSystem(_seed, 1, 5, 3);
        using var key = new KeyOnDisk(system);
        Fr[] twice = [.. system.Assignment];
        twice[0] = Fr.FromUInt64(2);

        _ = Assert.Throws<ArgumentException>(() => key.Prove(system.Assignment.AsSpan(1)));
        _ = Assert.Throws<ArgumentException>(() => key.Prove(twice));
    }

    [Fact]
    public void Proofs_are_randomised_unless_seeded()
    {
        var system = new RandomSystem(_seed, 1, 5, 3);
        using var key = new KeyOnDisk(system);

        Assert.NotEqual(key.Prove(system.Assignment), key.Prove(system.Assignment));
        Assert.Equal(key.Prove(system.Assignment, "a"), key.Prove(system.Assignment, "a"));
        Assert.NotEqual(key.Prove(system.Assignment, "a"), key.Prove(system.Assignment, "b"));
    }

    [Fact]
    public void A_cancelled_proof_ends_as_cancelled()
    {
        var system = new RandomSystem(_seed, 1, 500, 400);
        using var key = new KeyOnDisk(system);
        var cancelled = new ComputeBudget(2, Cancellation: new CancellationToken(canceled: true));

        _ = Assert.ThrowsAny<OperationCanceledException>(
            () => Prove.Assignment(key.Resident, system.Assignment, cancelled));
    }

    [Fact]
    public void Progress_of_a_proof_rises_to_one()
    {
        var system = new RandomSystem(_seed, 1, 500, 400);
        using var key = new KeyOnDisk(system);
        var seen = new List<double>();

        _ = Prove.Assignment(key.Resident, system.Assignment, new ComputeBudget(1, new ProgressList(seen)));

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1.0, seen[^1], 6);
    }

    [Fact]
    public void A_key_of_another_circuit_is_refused()
    {
        using var key = new KeyOnDisk(new RandomSystem(_seed, 1, 5, 3));
        using var device = new ManagedDevice();

        KeyFileException failure = Assert.Throws<KeyFileException>(
            () => new ResidentKey(key.Key, device, CompiledCircuit.Compile(new CubicCircuit())));
        Assert.Contains("expected a key for circuit", failure.Message);
    }

    private static int Seed(ITestOutputHelper output)
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        return seed;
    }
}
