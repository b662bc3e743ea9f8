using Prover.Algebra;
using Prover.Circuit.RollupBlock;
using Prover.Circuits;
using Prover.Circuits.Gadgets;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.Words;
using BlockCircuit = Prover.Circuit.RollupBlock.RollupBlock;

namespace Prover.RollupBlock.Tests;

/// <summary>
/// A block in the hands of a cheating sequencer: after each change everything that hangs on it can be made to fit, so
/// that in the end only the rule that the attack breaks stands in the way.
/// </summary>
/// <param name="circuit">The assignment to be forged.</param>
/// <param name="state">The true state before the block; its root is what L1 knows.</param>
internal sealed class ForgedBlock(BlockCircuit circuit, RollupState state)
{
    private readonly Dictionary<int, Fr> _reads = [];
    private readonly List<HintLie> _lies = [];
    private List<int>? _order;
    private bool[]? _switches;

    /// <summary>The inputs.</summary>
    public BlockCircuit Circuit { get; } = circuit;

    /// <summary>The true state before the block.</summary>
    public RollupState State { get; } = state;

    /// <summary>The rows of the grouping as they are now.</summary>
    public ForgedRows Rows => new(Circuit, TestRollup.Capacities);

    public SignedDebit Sender(int transfer) => Circuit.Transfers[transfer].Debit;

    /// <summary>The access at a time reads this, whatever was written before.</summary>
    public ForgedBlock Read(int time, Fr value)
    {
        _reads[time] = value;
        return this;
    }

    /// <summary>Makes states, counts, ends of the tables, posted deltas and paths fit what the slots say.</summary>
    public ForgedBlock Fit()
    {
        ForgedRows rows = Rows;
        Dictionary<Fr, Fr> states = [];
        Dictionary<Fr, int> signed = [];
        for (int j = 0; j < Circuit.Touched.Length; j++)
        {
            states[rows.KeyOf(j)] = ValueOf(Circuit.Touched[j].Packed);
        }

        for (int j = 0; j < Circuit.NewAccounts.Length; j++)
        {
            states[rows.KeyOf(Circuit.Touched.Length + j)] = ValueOf(Circuit.NewAccounts[j].Used) * Fresh;
        }

        foreach (ForgedRow row in rows.All.Where(static row => row.Access is not null).OrderBy(When))
        {
            Fr read = _reads.TryGetValue(row.Time, out Fr forged) ? forged : states.GetValueOrDefault(row.Key);
            int before = signed.GetValueOrDefault(row.Key);
            if (row.Debit is { } debit)
            {
                debit.Count = before;
                signed[row.Key] = row.Key == Reserved ? 0 : before + 1;
            }

            states[row.Key] = row.Access!(read);
        }

        for (int j = 0; j < Circuit.Touched.Length; j++)
        {
            Fr key = rows.KeyOf(j);
            ForgedTables.Close(Circuit.Touched[j], states[key], signed.GetValueOrDefault(key));
        }

        for (int j = 0; j < Circuit.NewAccounts.Length; j++)
        {
            Fr key = rows.KeyOf(Circuit.Touched.Length + j);
            ForgedTables.Close(Circuit.NewAccounts[j], states[key], signed.GetValueOrDefault(key));
        }

        return FitPaths();
    }

    /// <summary>Makes the paths fit the leaves that the tables claim.</summary>
    public ForgedBlock FitPaths()
    {
        _ = ForgedTables.Open(Circuit, State.Tree);
        return this;
    }

    /// <summary>The tree that the first touched entries leave behind, whatever they claim.</summary>
    public MerkleStateTree TreeBehind(int entries) => ForgedTables.Open(Circuit, State.Tree, entries);

    /// <summary>In the grouping, the row at one place comes right behind the row at another one.</summary>
    public ForgedBlock Move(int row, int behind)
    {
        _order ??= Rows.HonestOrder();
        _ = _order.Remove(row);
        _order.Insert(_order.IndexOf(behind) + 1, row);
        _switches = PermutationRouting.Route([.. _order]);
        return this;
    }

    /// <summary>A further lie about hints.</summary>
    public ForgedBlock Lie(HintLie lie)
    {
        _lies.Add(lie);
        return this;
    }

    /// <summary>A person signs what transfer slot k says now; null stands for the key of unused slots.</summary>
    public ForgedBlock SignTransfer(int k, int? person)
    {
        TransferSlotInput slot = Circuit.Transfers[k];
        Fr code = (ValueOf(slot.IsTransfer) * Number(4)) + (ValueOf(slot.IsToNew) * Number(5));
        Fr receiver = ValueOf(slot.IsTransfer) * ValueOf(slot.Receiver);
        return Sign(slot.Debit, person, code, receiver, ValueOf(slot.ReceiverOwner), ValueOf(slot.ReceiverAy));
    }

    /// <summary>A person signs what withdrawal slot k says now; null stands for the key of unused slots.</summary>
    public ForgedBlock SignWithdrawal(int k, int? person) =>
        Sign(Circuit.Withdrawals[k].Debit, person, Number(3), Fr.Zero, Fr.Zero, Fr.Zero);

    /// <summary>The rows that refuse the block, whatever words are posted for it.</summary>
    /// <remarks>
    /// Those of the binding are left out: for any words there are C and y that satisfy them, and they are public.
    /// </remarks>
    public IReadOnlyList<UnsatisfiedConstraint> Refusals() =>
    [
        .. TestRollup.Refusals(Circuit, Lies).Where(
            static row => !row.Scope.Contains("binding", StringComparison.Ordinal)),
    ];

    private Fr? Lies(HintInfo hint, Fr honest)
    {
        if (_switches is not null && hint.Label == "switches")
        {
            return _switches[hint.Output] ? Fr.One : Fr.Zero;
        }

        Fr? lie = null;
        foreach (HintLie next in _lies)
        {
            lie = next(hint, honest) ?? lie;
        }

        return lie;
    }

    private ForgedBlock Sign(SignedDebit debit, int? person, Fr code, Fr receiver, Fr owner, Fr ay)
    {
        Fr fields = code
            + (ValueOf(debit.Sender) * Power(8)) + (receiver * Power(40)) + (ValueOf(debit.Token) * Power(72))
            + (ValueOf(debit.Nonce) * Power(104)) + (ValueOf(debit.ValidUntil) * Power(136));
        Fr amounts = ValueOf(debit.Amount) + (ValueOf(debit.Fee) * Power(128));
        Fr message = Poseidon.Hash([ValueOf(Circuit.Header.Domain), fields, amounts, owner, ay]);
        (BabyPoint key, EdDsaSignature signature) = TestRollup.SignRaw(person, in message);
        debit.Ax = key.X;
        debit.R8X = signature.R8.X;
        debit.R8Y = signature.R8.Y;
        debit.S = signature.S;
        return this;
    }

    private static int When(ForgedRow row) => row.Time;
}
