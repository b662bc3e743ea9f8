using System.Numerics;
using Prover.Algebra;
using Prover.Circuits;
using Prover.Circuit.RollupBlock;
using static Prover.RollupBlock.Tests.Words;
using BlockCircuit = Prover.Circuit.RollupBlock.RollupBlock;

namespace Prover.RollupBlock.Tests;

/// <summary>All rows of the grouping in the order of the circuit's sections, from the inputs as they are now.</summary>
internal sealed class ForgedRows
{
    private readonly BlockCircuit _circuit;
    private readonly Rollup.BlockCapacities _capacities;
    private readonly List<ForgedRow> _rows = [];

    public ForgedRows(BlockCircuit circuit, Rollup.BlockCapacities capacities)
    {
        _circuit = circuit;
        _capacities = capacities;
        AddL1Slots();
        for (int k = 0; k < circuit.Withdrawals.Length; k++)
        {
            WithdrawSlotInput slot = circuit.Withdrawals[k];
            int time = capacities.TimeOfWithdrawal(k);
            AddDebit(slot.Debit, ValueOf(slot.Used), time);
            AddFee(slot.FeeAccount, slot.Debit, time + 1);
        }

        AddTransfers();
        AddTables();
        _rows.Add(new ForgedRow(0, Reserved, Fr.Zero));
        _rows.Add(new ForgedRow(EndTime, Reserved, Fr.Zero));
    }

    /// <summary>The rows.</summary>
    public IReadOnlyList<ForgedRow> All => _rows;

    /// <summary>The last time.</summary>
    public int EndTime => 1 + _capacities.Accesses;

    /// <summary>t: every time is below 2^t.</summary>
    public int TimeBits => BitOperations.Log2((uint)EndTime) + 1;

    /// <summary>The place of the access at a time.</summary>
    public int At(int time) => _rows.FindIndex(row => row.Time == time);

    /// <summary>The place of the row that opens a table entry; new accounts count on from the touched ones.</summary>
    public int Opens(int entry) => _capacities.Accesses + (2 * entry);

    /// <summary>The place of the row that closes a table entry.</summary>
    public int Closes(int entry) => Opens(entry) + 1;

    /// <summary>The order that an honest prover takes: by account, then by time.</summary>
    public List<int> HonestOrder() =>
    [
        .. Enumerable.Range(0, _rows.Count).OrderBy(i =>
            ((_rows[i].Key * Power(64)) + (_rows[i].Token * Power(TimeBits + 1)) + Number(_rows[i].Time))
            .ToBigInteger()),
    ];

    /// <summary>The key of table entry <paramref name="entry"/>.</summary>
    public Fr KeyOf(int entry) => _rows[Opens(entry)].Key;

    private void AddL1Slots()
    {
        for (int k = 0; k < _circuit.L1Slots.Length; k++)
        {
            L1SlotInput slot = _circuit.L1Slots[k];
            Fr key = Blend(ValueOf(slot.IsDeposit), ValueOf(slot.Account), Reserved);
            _rows.Add(new ForgedRow(Rollup.BlockCapacities.TimeOfL1Slot(k), key, ValueOf(slot.Token), state =>
            {
                slot.In = state;
                return state + ValueOf(slot.Amount) - (ValueOf(slot.IsNew) * Fresh);
            }));
        }
    }

    private void AddTransfers()
    {
        for (int k = 0; k < _circuit.Transfers.Length; k++)
        {
            TransferSlotInput slot = _circuit.Transfers[k];
            int time = _capacities.TimeOfTransfer(k);
            Fr used = ValueOf(slot.IsTransfer) + ValueOf(slot.IsToNew);
            AddDebit(slot.Debit, used, time);
            Fr key = Blend(in used, ValueOf(slot.Receiver), Reserved);
            _rows.Add(new ForgedRow(time + 1, key, ValueOf(slot.Debit.Token), state =>
            {
                slot.ReceiverIn = state;
                return state + ValueOf(slot.Debit.Amount) - (ValueOf(slot.IsToNew) * Fresh);
            }));
            AddFee(slot.FeeAccount, slot.Debit, time + 2);
        }
    }

    private void AddDebit(SignedDebit debit, Fr used, int time)
    {
        Fr key = Blend(in used, ValueOf(debit.Sender), Reserved);
        _rows.Add(new ForgedRow(
            time,
            key,
            ValueOf(debit.Token),
            state =>
            {
                Fr written = state - ValueOf(debit.Amount) - ValueOf(debit.Fee);
                debit.Remaining = written
                    - (ValueOf(debit.Nonce) * Power(160)) - (ValueOf(debit.Count) * Power(208));
                return written + (used * Step);
            },
            debit));
    }

    private void AddFee(FeeCredit fee, SignedDebit debit, int time)
    {
        Fr hasFee = ValueOf(debit.Fee).IsZero ? Fr.Zero : Fr.One;
        Fr key = Blend(in hasFee, ValueOf(fee.Account), Reserved);
        _rows.Add(new ForgedRow(time, key, hasFee * ValueOf(debit.Token), state =>
        {
            fee.In = state;
            return state + ValueOf(debit.Fee);
        }));
    }

    private void AddTables()
    {
        for (int j = 0; j < _circuit.Touched.Length + _circuit.NewAccounts.Length; j++)
        {
            bool isNew = j >= _circuit.Touched.Length;
            int k = j - _circuit.Touched.Length;
            Wire used = isNew ? _circuit.NewAccounts[k].Used : _circuit.Touched[j].Used;
            Wire token = isNew ? _circuit.NewAccounts[k].Token : _circuit.Touched[j].Token;
            Fr index = isNew ? ValueOf(_circuit.Header.AccountCount) + Number(k) : ValueOf(_circuit.Touched[j].Index);
            Fr key = Blend(ValueOf(used), in index, Padding + Number(j));
            _rows.Add(new ForgedRow(0, key, ValueOf(token)));
            _rows.Add(new ForgedRow(EndTime, key, ValueOf(token)));
        }
    }
}
