using Prover.Algebra;
using Prover.Testing;
using Prover.Wire;
using Prover.Witness;
using Xunit;

namespace Prover.Rollup.Tests;

public sealed class EnvelopeCheckerTests
{
    private static readonly BlockEnvelope Good = EnvelopeExample.Envelope;

    private readonly EnvelopeChecker _checker = new(RollupScenario.CircuitId, EnvelopeExample.Capacities);

    [Fact]
    public void The_checked_block_is_the_sealed_one()
    {
        ExecutedBlock expected = EnvelopeExample.Block;
        CheckedBlock result = _checker.Check(BlockEnvelopeCodec.Decode(EnvelopeExample.Bytes));

        Assert.Equal(expected.Header, result.Block.Header);
        Assert.Equal(expected.Requests, result.Block.Requests);
        Assert.Equal(expected.Withdrawals, result.Block.Withdrawals);
        Assert.Equal(expected.Transfers, result.Block.Transfers);
        Assert.Equal(expected.Touched.Select(Plain), result.Block.Touched.Select(Plain));
        Assert.Equal(expected.Created.Select(Plain), result.Block.Created.Select(Plain));
        Assert.Equal(DiffCodec.Encode(StateDiff.Of(expected)), result.Diff.ToArray());
        Assert.Equal(PublicInputs.Of(expected, result.Diff.Span), result.Inputs);
    }

    [Fact]
    public void An_envelope_with_any_field_altered_is_refused()
    {
        int tried = 0;
        foreach ((string where, byte[] bytes) in EnvelopeMutations.Of(EnvelopeExample.Bytes))
        {
            tried++;
            try
            {
                _ = _checker.Check(BlockEnvelopeCodec.Decode(bytes));
                Assert.Fail($"Accepted although altered: {where}");
            }
            catch (EnvelopeException)
            {
                // Refused by the decoder.
            }
            catch (EnvelopeRefusedException problem)
            {
                Assert.StartsWith("The block envelope is refused: ", problem.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(tried > 400, $"only {tried} alterations");
    }

    [Fact]
    public void Each_part_has_its_reason()
    {
        BlockHeader header = Good.Header;
        EnvelopeAccount first = Good.Touched[0];
        Expect(EnvelopeRefusal.WrongCircuit, Good with { Header = header with { CircuitId = default } });
        Expect(EnvelopeRefusal.QueueHash, Good with { Header = header with { QueueHashBefore = default } });
        Expect(EnvelopeRefusal.QueueHash, Good with { Requests = [.. Good.Requests.Reverse()] });
        Expect(EnvelopeRefusal.NewRoot, Good with { Header = header with { NewRoot = Fr.One } });
        Expect(EnvelopeRefusal.Path, Good with { Header = header with { OldRoot = Fr.One } });
        Expect(EnvelopeRefusal.Commitment, Good with { Commitment = Fr.One });
        Expect(EnvelopeRefusal.Commitment, Good with { Header = header with { Number = 77 } });
        Expect(EnvelopeRefusal.Commitment, Good with { Header = header with { FirstQueuePosition = 77 } });
        Expect(EnvelopeRefusal.TouchedOrder, Good with { Touched = [.. Good.Touched.Reverse()] });
        Expect(EnvelopeRefusal.TouchedOrder, Good with { Touched = [first, .. Good.Touched] });
        Expect(EnvelopeRefusal.TouchedIndex, Good with { Header = header with { AccountCount = 3 } });
        Expect(EnvelopeRefusal.TouchedEmpty, Good with { Touched = [first with { Account = default }] });
        Expect(EnvelopeRefusal.CreatedCount, Good with { Created = [Good.Created[0]] });
        Expect(EnvelopeRefusal.Path, Good with { Created = [.. Good.Created.Reverse()] });
        Expect(EnvelopeRefusal.InvalidOperation, Good with { Transfers = Good.Withdrawals });
        Expect(EnvelopeRefusal.InvalidOperation, Good with { Transfers = [Good.Transfers[0], Good.Transfers[0]] });
        Expect(EnvelopeRefusal.InvalidOperation, Good with { Touched = [.. Good.Touched.Skip(2)], Requests = [] },
            header with { QueueHashAfter = header.QueueHashBefore });
        Expect(EnvelopeRefusal.InvalidRequest, Good with { Requests = [Good.Requests[0] with { Account = 3 }] },
            header with { QueueHashAfter = QueueHash.Append(header.QueueHashBefore, Good.Requests[0].Request) });
        Expect(EnvelopeRefusal.CapacityExceeded, Good with { Transfers = [.. Good.Transfers, .. Good.Transfers] });
    }

    [Fact]
    public void An_account_that_nothing_accesses_is_refused()
    {
        MerklePath path = Good.Touched[^1].Path;
        var unused = new EnvelopeAccount(Good.Touched[^1].Account, new MerklePath(11, path.Siblings.ToArray()));
        Expect(EnvelopeRefusal.TouchedUnused, Good with { Touched = [.. Good.Touched, unused] });
    }

    [Fact]
    public void A_block_that_needs_more_room_than_the_circuit_has_is_refused()
    {
        foreach (BlockCapacities small in (BlockCapacities[])
            [
                EnvelopeExample.Capacities with { L1Slots = 1 },
                EnvelopeExample.Capacities with { Withdrawals = 0 },
                EnvelopeExample.Capacities with { Transfers = 1 },
                EnvelopeExample.Capacities with { Touched = 4 },
                EnvelopeExample.Capacities with { NewAccounts = 1 },
            ])
        {
            var checker = new EnvelopeChecker(RollupScenario.CircuitId, small);
            Assert.Equal(
                EnvelopeRefusal.CapacityExceeded,
                Assert.Throws<EnvelopeRefusedException>(() => checker.Check(Good)).Reason);
        }
    }

    [Fact]
    public void A_forced_withdrawal_is_refused_by_name()
    {
        L1Request request = L1Request.ForcedWithdraw(RollupScenario.Address(2), 2);
        BlockHeader header = Good.Header with
        {
            QueueHashAfter = QueueHash.Append(Good.Header.QueueHashBefore, request),
        };
        EnvelopeRefusedException problem = Assert.Throws<EnvelopeRefusedException>(() => _checker.Check(
            Good with { Header = header, Requests = [new EnvelopeRequest(request, 2)] }));
        Assert.Equal("The block envelope is refused: InvalidRequest, requests[0]: NotSupported.", problem.Message);
    }

    private void Expect(EnvelopeRefusal reason, BlockEnvelope envelope, BlockHeader? header = null)
    {
        BlockEnvelope altered = header is null ? envelope : envelope with { Header = header };
        EnvelopeRefusedException problem = Assert.Throws<EnvelopeRefusedException>(() => _checker.Check(altered));
        Assert.Equal(reason, problem.Reason);
    }

    private static (uint, AccountState, AccountState, Fr, Fr) Plain(TableEntry entry) =>
        (entry.Index, entry.Before, entry.After, entry.RootAfter, entry.Path.RootOf(entry.Before.Leaf()));
}
