using System.Numerics;
using Xunit.Abstractions;

namespace Prover.Algebra.Tests;

public sealed class FrTests(ITestOutputHelper output) : PrimeFieldContract<Fr>(output)
{
    protected override BigInteger P => Fr.Modulus;

    protected override Fr From(BigInteger value) => Fr.FromBigInteger(value);

    protected override Fr Reduce(BigInteger value) => Fr.Reduce(value);

    protected override BigInteger ToBig(Fr value) => value.ToBigInteger();

    protected override Fr Pow(Fr value, BigInteger exponent) => value.Pow(exponent);

    protected override Fr InverseReference(Fr value) => value.InverseReference();

    protected override bool TrySqrt(Fr value, out Fr root) => value.TrySqrtVarTime(out root);

    protected override bool TryParse(string? text, out Fr value) => Fr.TryParse(text, out value);

    protected override bool TryFromBytes(byte[] bytes, out Fr value) => Fr.TryFromBytes(bytes, out value);

    protected override bool TryFromLittleEndian(byte[] bytes, out Fr value) =>
        Fr.TryFromLittleEndian(bytes, out value);

    protected override bool TryFromMontgomery(byte[] bytes, out Fr value) => Fr.TryFromMontgomery(bytes, out value);

    protected override byte[] ToBytes(Fr value) => value.ToBytes();

    protected override byte[] ToLittleEndian(Fr value)
    {
        byte[] bytes = new byte[Fr.ByteLength];
        value.CopyLittleEndian(bytes);
        return bytes;
    }

    protected override byte[] ToMontgomery(Fr value)
    {
        byte[] bytes = new byte[Fr.ByteLength];
        value.CopyMontgomery(bytes);
        return bytes;
    }
}
