using System.Numerics;
using Prover.Algebra;
using Prover.Testing;
using Xunit;

namespace Prover.Rollup.Tests;

/// <summary>The packings of circuits/README.md, computed a second time with big integers.</summary>
public sealed class LayoutTests
{
    private static readonly EthAddress Address = EthAddress.Parse("0x8102030405060708090a0b0c0d0e0f1011121314");
    private static readonly BigInteger AddressNumber = new(Address.ToArray(), isUnsigned: true, isBigEndian: true);
    private static readonly AccountIdentity Identity = new(0xFFFFFFFE, Address, true, -Fr.One);

    [Fact]
    public void An_account_hashes_as_four_slots()
    {
        var account = new Account(Identity, 0xFEDCBA98, UInt128.MaxValue - 1);
        Fr owner = Number(AddressNumber + Two(160));
        Fr packed = Number((Two(128) - 2) + ((BigInteger)0xFEDCBA98 * Two(160)));

        Assert.Equal(owner, account.Identity.Owner);
        Assert.Equal(packed, account.Packed);
        Assert.Equal(Poseidon.Hash([Fr.FromUInt64(0xFFFFFFFE), owner, packed, -Fr.One]), account.Leaf());
        Assert.Equal(Fr.Zero, Account.Empty.Leaf());
        Assert.True(Account.Empty.IsEmpty);
    }

    [Fact]
    public void The_state_inside_a_block_has_count_and_fresh_above_the_nonce()
    {
        var state = new AccountState(new Account(Identity, 3, 5), 0xFFFF, true);
        Assert.Equal(
            Number(5 + (3 * Two(160)) + ((BigInteger)0xFFFF * Two(208)) + Two(232)), state.Value);
        Assert.Equal(Two(232), AccountState.NotYet(in Identity).Value.ToBigInteger());
        Assert.Equal(Fr.Zero, AccountState.NotYet(in Identity).Leaf());
    }

    [Fact]
    public void The_message_has_five_slots()
    {
        var domain = new Domain(ulong.MaxValue, Address);
        var fields = new SignedFields(
            OperationCode.Transfer, 1, 0xFFFFFFFF, Identity.Key, 7, 0xFFFFFFFD, (1UL << 40) - 1, UInt128.MaxValue, 9);

        Fr[] slots = OperationMessage.Slots(in domain, fields);

        Assert.Equal(Number(AddressNumber + ((Two(64) - 1) * Two(160))), slots[0]);
        Assert.Equal(
            Number(4 + Two(8) + (0xFFFFFFFF * Two(40)) + (7 * Two(72)) + (0xFFFFFFFD * Two(104))
                + ((Two(40) - 1) * Two(136))),
            slots[1]);
        Assert.Equal(Number(Two(128) - 1 + (9 * Two(128))), slots[2]);
        Assert.Equal([Identity.Owner, Identity.Ay], slots[3..]);
        Assert.Equal(Poseidon.Hash(slots), OperationMessage.Compute(in domain, fields));
    }

    [Fact]
    public void A_record_has_three_words()
    {
        BigInteger ay = Fr.Modulus - 1;
        Fr[] words = L1Request.Deposit(in Identity, UInt128.MaxValue).Words();
        Assert.Equal(
            [
                Number(AddressNumber + Two(160) + (0xFFFFFFFE * Two(161)) + ((ay >> 200) * Two(193))),
                Number((ay % Two(200)) + (1 * Two(200))),
                Number(Two(128) - 1),
            ],
            words);

        words = L1Request.ForcedWithdraw(Address, 0xFFFFFFFF).Words();
        Assert.Equal([Number(AddressNumber), Number(2 * Two(200)), Number(0xFFFFFFFF * Two(128))], words);
    }

    [Fact]
    public void The_queue_hash_runs_over_records()
    {
        L1Request[] requests = [RollupScenario.Deposit(1, 2, 3), L1Request.ForcedWithdraw(Address, 4)];
        byte[] hash = new byte[32];
        foreach (L1Request request in requests)
        {
            hash = Keccak256.Hash([.. hash, .. request.Words().SelectMany(word => word.ToBytes())]);
        }

        Assert.Equal(new Bytes32(hash), QueueHash.Append(default, requests));
    }

    [Fact]
    public void A_number_that_does_not_fit_its_field_is_refused()
    {
        SignedFields fields = SignedFields.Withdraw(1, 2, 3, 4, 5, (UInt128)1 << 96);
        Assert.Throws<ArgumentOutOfRangeException>(() => OperationMessage.Compute(RollupScenario.Domain, fields));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => OperationMessage.Compute(RollupScenario.Domain, fields with { Fee = 0, ValidUntil = 1UL << 40 }));
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0x8102030405060708090a0b0c0d0e0f10111213")]
    [InlineData("0x8102030405060708090a0b0c0d0e0f101112131400")]
    [InlineData("0x8102030405060708090a0b0c0d0e0f10111213zz")]
    [InlineData(null)]
    public void A_malformed_address_is_refused(string? text) => Assert.False(EthAddress.TryParse(text, out _));

    [Fact]
    public void Addresses_and_hashes_survive_text_and_bytes()
    {
        Assert.Equal(Address, EthAddress.Parse(Address.ToString()));
        Assert.Equal(Address, EthAddress.Parse("8102030405060708090A0B0C0D0E0F1011121314"));
        Assert.Equal(Address, new EthAddress(Address.ToArray()));
        Assert.Equal(RollupScenario.CircuitId, Bytes32.Parse(RollupScenario.CircuitId.ToString()));
        Assert.Equal(RollupScenario.CircuitId, new Bytes32(RollupScenario.CircuitId.ToArray()));
    }

    private static BigInteger Two(int exponent) => BigInteger.One << exponent;

    private static Fr Number(BigInteger value) => Fr.FromBigInteger(value);
}
