using Prover.Algebra;
using Prover.Circuits;
using Prover.Rollup;

namespace Prover.Circuit.RollupBlock;

/// <summary>
/// The block circuit: one block of the rollup takes the state from oldRoot to newRoot by valid operations only.
/// </summary>
/// <remarks>
/// The statement is the specification in README.md of circuits. Public inputs: C, z, y; everything else about
/// the block is bound through them. All sections are defined in the order of the public words.
/// </remarks>
public sealed class RollupBlock : ICircuit
{
    /// <summary>Hash of the public words.</summary>
    [Public]
    public Wire C;

    /// <summary>The challenge.</summary>
    [Public]
    public Wire Z;

    /// <summary>The polynomial of the public words at <see cref="Z"/>.</summary>
    [Public]
    public Wire Y;

    /// <summary>Header.</summary>
    public HeaderInput Header = new();

    /// <summary>The zone of L1 requests.</summary>
    public L1SlotInput[] L1Slots;

    /// <summary>The zone of withdrawals.</summary>
    public WithdrawSlotInput[] Withdrawals;

    /// <summary>The zone of transfers.</summary>
    public TransferSlotInput[] Transfers;

    /// <summary>Existing accounts that the block touches, in index order, padding last.</summary>
    public TouchedInput[] Touched;

    /// <summary>Accounts that the block creates, padding last.</summary>
    public NewAccountInput[] NewAccounts;

    private readonly BlockShape _shape;

    /// <summary>An unassigned circuit of the given capacities.</summary>
    public RollupBlock(BlockCapacities capacities)
    {
        ArgumentNullException.ThrowIfNull(capacities);
        _shape = new BlockShape(capacities);
        L1Slots = Fill<L1SlotInput>(capacities.L1Slots);
        Withdrawals = Fill<WithdrawSlotInput>(capacities.Withdrawals);
        Transfers = Fill<TransferSlotInput>(capacities.Transfers);
        Touched = Fill<TouchedInput>(capacities.Touched);
        NewAccounts = Fill<NewAccountInput>(capacities.NewAccounts);
    }

    /// <summary>The assignment for an executed block and its public inputs.</summary>
    /// <exception cref="ArgumentException">A signature does not verify: the block was not executed by the
    /// rules.</exception>
    public static RollupBlock Assign(ExecutedBlock block, PublicInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(block);
        return BlockAssignment.Assign(block, inputs);
    }

    /// <inheritdoc/>
    public void Define(CircuitBuilder cs)
    {
        ArgumentNullException.ThrowIfNull(cs);
        BlockContext context = new(cs, _shape, Header);
        List<Wire> head = [Header.OldRoot, default, Header.Domain, Header.PackWord(cs)];
        List<Wire> records = DefineL1Slots(context);
        List<Wire> withdrawals = [.. Withdrawals.SelectMany((slot, k) => slot.Define(context, k))];
        for (int k = 0; k < Transfers.Length; k++)
        {
            Transfers[k].Define(context, k);
        }

        (List<Wire> touched, Wire middleRoot) = DefineTouched(context);
        (List<Wire> created, Wire newRoot) = DefineNewAccounts(context, middleRoot);
        Grouping.Check(context);

        head[1] = newRoot;
        List<Wire> words = [.. head, .. records, .. touched, .. created, .. withdrawals];
        Binding.Check(cs, words, C, Z, Y);
    }

    /// <summary>Records, then outcomes: a deposit pays nothing out, so its outcome is the constant 0.</summary>
    private List<Wire> DefineL1Slots(BlockContext context)
    {
        List<Wire> words = [];
        Wire count = Fr.Zero;
        for (int k = 0; k < L1Slots.Length; k++)
        {
            words.AddRange(L1Slots[k].Define(context, k));
            count += L1Slots[k].IsDeposit;
            if (k > 0)
            {
                // Requests fill the first slots.
                context.Cs.AssertProduct(
                    L1Slots[k].IsDeposit, 1 - L1Slots[k - 1].IsDeposit, Fr.Zero);
            }
        }

        // The header counts the requests.
        context.Cs.AssertEqual(count, Header.L1Operations);
        words.AddRange(Enumerable.Repeat<Wire>(Fr.Zero, L1Slots.Length));
        return words;
    }

    private (List<Wire> Words, Wire Root) DefineTouched(BlockContext context)
    {
        List<Wire> words = [];
        Wire root = Header.OldRoot;
        Wire previousKey = default;
        for (int j = 0; j < Touched.Length; j++)
        {
            (Wire key, Wire word, Wire next) = Touched[j].Define(context, j, root);
            if (j > 0)
            {
                // Padding has keys from 2^32 upwards in order, so it can only come last.
                // Accounts come in index order.
                Range.Prove(context.Cs, key - previousKey - 1, StateWord.IndexBits + 1);
            }

            words.Add(word);
            root = next;
            previousKey = key;
        }

        return (words, root);
    }

    private (List<Wire> Words, Wire Root) DefineNewAccounts(BlockContext context, Wire root)
    {
        List<Wire> words = [];
        for (int j = 0; j < NewAccounts.Length; j++)
        {
            (Wire[] posted, root) = NewAccounts[j].Define(context, j, root);
            words.AddRange(posted);
            if (j > 0)
            {
                // New accounts fill the first entries.
                context.Cs.AssertProduct(
                    NewAccounts[j].Used, 1 - NewAccounts[j - 1].Used, Fr.Zero);
            }
        }

        return (words, root);
    }

    private static T[] Fill<T>(int count)
        where T : new()
    {
        T[] items = new T[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = new T();
        }

        return items;
    }
}
