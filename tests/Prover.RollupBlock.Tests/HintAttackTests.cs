using Prover.Algebra;
using Prover.Circuits;
using Prover.Circuits.Testing;
using static Prover.RollupBlock.Tests.TestRollup;
using BlockCircuit = Prover.Circuit.RollupBlock.RollupBlock;

namespace Prover.RollupBlock.Tests;

/// <summary>
/// Values that the prover supplies inside of the circuit: digits, inverses, switches, ends of groups, curve points.
/// </summary>
public sealed class HintAttackTests
{
    private const int Seed = 20;

    [Fact]
    public void No_wire_of_a_full_block_can_be_changed_alone() =>
        Assert.Empty(LooseWires.Find(Compiled, EveryKindHonestly(), Seed));

    [Fact]
    public void No_wire_can_be_changed_alone_but_indices_and_inverses_of_what_is_unused()
    {
        // Withdrawal 0, transfer 1, both L1 slots and both new accounts are unused; transfer 0 has no fee.
        string[] free =
        [
            "L1Slots[0].Account", "L1Slots[1].Account", "Withdrawals[0].FeeAccount.Account",
            "Transfers[0].FeeAccount.Account", "Transfers[1].Receiver", "Transfers[1].FeeAccount.Account",
            "'inverse or 0'[0] in Define > l1[0]", "'inverse or 0'[0] in Define > l1[1]",
            "'inverse or 0'[0] in Define > withdrawal[0] > sender",
            "'inverse'[0] in Define > withdrawal[0] > fee > IsZero",
            "'inverse'[0] in Define > transfer[0] > fee > IsZero",
            "'inverse or 0'[0] in Define > transfer[1] > sender",
            "'inverse'[0] in Define > transfer[1] > fee > IsZero",
            "'inverse or 0'[0] in Define > new[0]",
            "'inverse or 0'[0] in Define > new[1]",
        ];
        Assert.Equal(free, LooseWires.Find(Compiled, OneTransferHonestly(), Seed));
    }

    [Fact]
    public void No_hint_of_a_sample_can_be_changed() => NoneCanBeChanged(count: 4);

    [Fact]
    [Trait("Tier", "long")]
    public void No_hint_of_a_larger_sample_can_be_changed() => NoneCanBeChanged(count: 150);

    [Fact]
    public void No_group_can_end_early_or_go_on_behind_its_end()
    {
        BlockCircuit honest = EveryKindHonestly();
        List<HintInfo> ends = Hints(honest).FindAll(static hint => hint.Label == "the group ends here");
        Assert.Equal(25, ends.Count);
        int told = 0;
        foreach (HintInfo end in ends.Where(static (_, i) => i % 4 == 1))
        {
            IReadOnlyList<UnsatisfiedConstraint>? rows =
                RefusalsOfLie(honest, (hint, value) => hint.Index == end.Index ? Fr.One - value : null);
            told += rows is null ? 0 : 1;
            Assert.True(rows is null || (rows.Count > 0 && rows.All(static row => row.Scope.Contains("grouping"))));
        }

        Assert.True(told > 0);
    }

    [Fact]
    public void No_switch_can_stand_between_its_two_positions()
    {
        // A mixture of two rows is no row; it would have the sum of their states.
        BlockCircuit honest = EveryKindHonestly();
        HintInfo[] switches = [.. Hints(honest).Where(static hint => hint.Label == "switches")];
        Assert.Equal(99, switches.Length);
        Fr half = Fr.FromUInt64(2).Inverse();
        foreach (HintInfo target in new Random(Seed).GetItems(switches, 6))
        {
            IReadOnlyList<UnsatisfiedConstraint> rows =
                Refusals(honest, (hint, _) => hint.Index == target.Index ? half : null);
            Assert.Contains(rows, static row =>
                row.Label.File == "PermutationNetwork.cs" && row.Label.Expression == "bit is 0 or 1");
        }
    }

    /// <summary>Null if the lie cannot be told: the hint has no wire, what stands in its place is the truth.</summary>
    private static IReadOnlyList<UnsatisfiedConstraint>? RefusalsOfLie(BlockCircuit honest, HintLie lie)
    {
        try
        {
            return Refusals(honest, lie);
        }
        catch (CircuitException)
        {
            return null;
        }
    }

    /// <summary>Hints spread over the whole circuit, each with five lies; see <see cref="LyingWitness"/>.</summary>
    private static void NoneCanBeChanged(int count)
    {
        BlockCircuit honest = EveryKindHonestly();
        int all = Hints(honest).Count;
        IReadOnlyList<UnboundHint> unbound = WithForger(forger => LyingWitness.UnboundHints(
            forger, honest, IsFree, Seed, (all / count) | 1));
        Assert.True(unbound.Count == 0, string.Join('\n', unbound.Take(5)));
    }

    /// <summary>The inverse of 0 binds nothing: where a fee is 0, and where a slot or entry is unused.</summary>
    private static bool IsFree(HintInfo hint) => hint.Label is "inverse" or "inverse or 0";

    private static List<HintInfo> Hints(BlockCircuit honest)
    {
        List<HintInfo> hints = [];
        _ = Refusals(honest, (hint, _) =>
        {
            if (hint.Index == hints.Count)
            {
                hints.Add(hint);
            }

            return null;
        });
        return hints;
    }
}
