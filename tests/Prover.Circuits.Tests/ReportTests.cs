using Prover.Algebra;
using Xunit;

namespace Prover.Circuits.Tests;

public sealed class ReportTests
{
    private sealed class Wallet : ICircuit
    {
        [Public]
        public Wire Commitment;
        public Wire Balance;
        public Wire Amount;
        public Wire[] Path = new Wire[2];

        public void Define(CircuitBuilder cs)
        {
            _ = Circuits.Gadgets.Range.Prove(cs, Balance - Amount, 8);
            for (int i = 0; i < 2; i++)
            {
                using ScopeHandle scope = cs.Scope("step", i);
                cs.AssertProduct(Path[i], Path[i] + 1, 6);
            }

            cs.AssertEqual(Balance * Amount, Commitment);
        }
    }

    private static readonly CompiledCircuit Circuit = CompiledCircuit.Compile(new Wallet());

    private static Wallet Good => new() { Balance = 100, Amount = 40, Commitment = 4000, Path = [2, 2] };

    [Fact]
    public void A_failure_inside_a_gadget_is_told_in_the_words_of_its_caller()
    {
        Wallet bad = Good;
        bad.Amount = 101;
        bad.Commitment = 10_100;
        UnsatisfiedConstraint failure = Assert.Throws<UnsatisfiedException>(() => Circuit.Solve(bad)).Constraint!;
        Assert.Equal(new SourceLabel("Balance - Amount in [0, 2^8)", "ReportTests.cs", 18), failure.Claim);
        Assert.Equal("Define > Bits", failure.Scope);
        Assert.Equal(["Amount", "Balance"], failure.Inputs.Select(i => i.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_failure_in_a_loop_names_its_round_and_the_private_value_stays_hidden()
    {
        Wallet bad = Good;
        bad.Path[1] = 77;
        UnsatisfiedException failure = Assert.Throws<UnsatisfiedException>(() => Circuit.Solve(bad));
        Assert.StartsWith("ReportTests.cs(22): constraint #", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            "in Define > step[1]\n    (Path[i]) * (Path[i] + 1) == 6",
            failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("depends on inputs: Path[1]", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("77", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tests_may_ask_for_private_values()
    {
        Wallet bad = Good;
        bad.Path[1] = 77;
        SolveOptions options = new() { CollectFailures = true, RevealValues = true };
        using Witness witness = Circuit.Solve(bad, options);
        UnsatisfiedConstraint failure = Assert.Single(witness.Failures);
        Assert.Equal(Fr.FromUInt64(77 * 78), failure.Left);
        Assert.Equal(Fr.FromUInt64(6), failure.Right);
        Assert.Contains("Path[1] (=77)", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_linear_failure_shows_its_public_input()
    {
        Wallet bad = Good;
        bad.Commitment = 4001;
        UnsatisfiedException failure = Assert.Throws<UnsatisfiedException>(() => Circuit.Solve(bad));
        Assert.Contains(
            "linear constraint not satisfied, in Define\n    Balance * Amount == Commitment",
            failure.Message, StringComparison.Ordinal);
        Assert.Contains("Commitment (=4001)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_finds_a_wire_changed_after_solving_and_explains_it()
    {
        using Witness witness = Circuit.Solve(Good);
        int reported = 0;
        for (int wire = 1; wire < Circuit.R1cs.WireCount; wire++)
        {
            Fr[] values = witness.Values.ToArray();
            values[wire] += Fr.One;
            IReadOnlyList<UnsatisfiedConstraint> failures = Circuit.Check(values);
            Assert.NotEmpty(failures);
            Assert.All(failures, f => Assert.NotEmpty(f.Inputs));
            reported += failures.Count;
        }

        Assert.True(reported >= Circuit.R1cs.WireCount - 1);
    }

    [Fact]
    public void The_profile_adds_up_rounds_of_a_loop()
    {
        ProfileNode root = Circuit.Profile();
        Assert.Equal(Circuit.R1cs.ConstraintCount, root.Total);
        Assert.Equal(["Bits", "step"], root.Children.Select(c => c.Name));
        Assert.Equal([8, 2], root.Children.Select(c => c.Total));
        Assert.Equal([1, 2], root.Children.Select(c => c.Count));
        Assert.Equal(1, root.Own);
        Assert.Equal("ReportTests.cs(21)", root.Children[1].Place);
    }

    [Fact]
    public void Statistics_count_and_name_unused_inputs()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new Testing.GadgetCircuit((_, x) => [x[0] * x[1]], 3, 1));
        CircuitStatistics statistics = circuit.Measure();
        Assert.Equal(1, statistics.Constraints);
        Assert.Equal(5, statistics.Wires);
        Assert.Equal(1, statistics.RemovedVariables);
        Assert.Equal(1, statistics.PublicInputs);
        Assert.Equal(3, statistics.PrivateInputs);
        Assert.Equal(1, statistics.NonZerosA);
        Assert.Equal(["Inputs[2]"], statistics.UnusedInputs);
        Assert.Equal(0, statistics.UnusedWires);
    }
}
