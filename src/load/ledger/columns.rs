//! Which column of a sales file is what: by the mapping in `keyfolio.yaml`, else guessed from the header.
//!
//! 1. [`guess_columns`] knows the usual English and Chinese headers of each [`Field`], best first.
//! 2. [`Columns::of`] puts the mapping before the guess and says what is missing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::money;
use crate::diagnostic::suggest::nearest;

/// What a column of a sales file can be. A mapping names it in snake case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is what its name says; units are in `Sums`")]
pub enum Field {
    Date,
    AccountId,
    AccountName,
    Product,
    ProductId,
    Category,
    Region,
    Manager,
    Quantity,
    Revenue,
    Cost,
    /// Taken for the cost (revenue less gross profit) where there is no cost.
    GrossProfit,
    Discount,
    OrderId,
    /// Times the quantity it is the revenue, only where the mapping says so.
    UnitPrice,
    /// What the amounts are in; it converts nothing.
    Currency,
}

impl Field {
    /// All fields, in the order in which they are reported.
    pub const ALL: [Self; 16] = [
        Self::Date,
        Self::AccountId,
        Self::AccountName,
        Self::Product,
        Self::ProductId,
        Self::Category,
        Self::Region,
        Self::Manager,
        Self::Quantity,
        Self::Revenue,
        Self::Cost,
        Self::GrossProfit,
        Self::Discount,
        Self::OrderId,
        Self::UnitPrice,
        Self::Currency,
    ];

    /// Whether its values are amounts of money.
    pub const fn is_money(self) -> bool {
        matches!(self, Self::Revenue | Self::Cost | Self::GrossProfit | Self::Discount | Self::UnitPrice)
    }

    /// Its name in a mapping.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::AccountId => "account_id",
            Self::AccountName => "account_name",
            Self::Product => "product",
            Self::ProductId => "product_id",
            Self::Category => "category",
            Self::Region => "region",
            Self::Manager => "manager",
            Self::Quantity => "quantity",
            Self::Revenue => "revenue",
            Self::Cost => "cost",
            Self::GrossProfit => "gross_profit",
            Self::Discount => "discount",
            Self::OrderId => "order_id",
            Self::UnitPrice => "unit_price",
            Self::Currency => "currency",
        }
    }

    /// The field of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// What to do about a name that is no field's.
    pub fn help(name: &str) -> String {
        let known = Self::ALL.map(Self::name);
        let did_you_mean = nearest(name, known).map(|field| format!("did you mean `{field}`? ")).unwrap_or_default();
        format!("{did_you_mean}the fields are {}", known.join(", "))
    }

    /// Headers that mean it, folded by [`fold_header`], best first.
    #[rustfmt::skip]
    const fn headers(self) -> &'static [&'static str] {
        match self {
            Self::Date => &["date", "日期", "开票日期", "发票日期", "invoicedate", "销售日期", "salesdate", "saledate", "订单日期", "orderdate", "下单日期", "业务日期", "单据日期", "记账日期", "出库日期", "发货日期", "交易日期", "transactiondate", "postingdate", "billingdate", "documentdate", "shipdate", "收入确认日期", "成交日期", "开单日期", "制单日期", "揽收日期", "寄件日期", "day"],
            Self::AccountId => &["accountid", "accountcode", "accountno", "accountnumber", "客户编号", "客户代码", "客户编码", "客户号", "客户id", "客户码", "月结账号", "月结卡号", "customerid", "customercode", "customerno", "customernumber", "custid", "custno", "clientid", "clientcode", "clientno", "buyerid", "购货单位编码", "往来单位编码"],
            Self::AccountName => &["accountname", "客户名称", "客户简称", "客户全称", "客户", "客户名", "customername", "clientname", "companyname", "account", "customer", "client", "company", "购货单位", "往来单位", "购方名称", "购买方名称", "公司名称", "单位名称", "buyer", "soldto"],
            Self::Product => &["product", "productname", "产品", "产品名称", "商品", "商品名称", "品名", "物料", "物料名称", "物料描述", "存货名称", "货品名称", "货品", "服务产品", "产品类型", "item", "itemname", "service", "servicename", "material", "materialdescription", "itemdescription", "productdescription", "description"],
            Self::ProductId => &["productid", "productcode", "productno", "产品编码", "产品编号", "产品代码", "商品编码", "商品编号", "商品代码", "物料编码", "物料编号", "物料号", "存货编码", "货号", "sku", "skuid", "stockcode", "itemid", "itemcode", "itemno", "partno", "partnumber", "materialnumber", "materialno"],
            Self::Category => &["category", "品类", "产品类别", "商品类别", "产品大类", "商品大类", "产品分类", "商品分类", "类别", "大类", "分类", "产品线", "业务类型", "productcategory", "categoryname", "productline", "productgroup", "itemcategory", "productfamily"],
            Self::Region => &["region", "区域", "地区", "大区", "销售区域", "销售大区", "客户区域", "片区", "省份", "省", "regionname", "salesregion", "territory", "province", "state", "country", "国家", "area"],
            Self::Manager => &["manager", "客户经理", "accountmanager", "owner", "accountowner", "业务员", "销售代表", "销售员", "销售人员", "销售经理", "负责人", "客户负责人", "salesperson", "salesrep", "salesrepresentative", "rep", "seller", "salesman", "kam", "employee"],
            Self::Quantity => &["quantity", "qty", "数量", "销售数量", "件数", "销量", "业务量", "件量", "票数", "units", "unitssold", "pieces", "quantitysold", "orderquantity"],
            Self::Revenue => &["revenue", "netrevenue", "销售收入", "收入", "销售额", "营业收入", "收入金额", "净收入", "netsales", "salesamount", "sales", "不含税金额", "未税金额", "无税金额", "销售金额", "不含税收入", "金额", "amount", "netamount", "运费", "运费收入", "实收金额", "成交金额", "订单金额", "开票金额", "含税金额", "价税合计", "总金额", "合计金额", "lineamount", "linetotal", "extendedprice", "extendedamount", "total", "totalamount", "totalsales", "totalprice", "turnover", "invoiceamount", "salesvalue", "value"],
            Self::Cost => &["cost", "成本", "成本金额", "销售成本", "总成本", "成本额", "营业成本", "主营业务成本", "cogs", "costofgoodssold", "costofsales", "totalcost", "costamount", "totalproductcost"],
            Self::GrossProfit => &["grossprofit", "毛利", "毛利额", "毛利润", "销售毛利", "profit", "利润", "gp", "grossmarginamount"],
            Self::Discount => &["discountamount", "折扣额", "折扣金额", "优惠金额", "让利金额", "discount", "折扣", "优惠", "discountrate", "折扣率"],
            Self::OrderId => &["orderid", "orderno", "ordernumber", "订单号", "订单编号", "订单编码", "订单id", "单号", "销售单号", "单据编号", "单据号", "发票号", "发票号码", "运单号", "invoiceno", "invoiceid", "invoicenumber", "invoice", "salesorder", "salesordernumber", "documentno", "transactionid", "order"],
            Self::Currency => &["currency", "currencycode", "币种", "币别", "货币", "货币代码", "结算币种", "交易币种", "原币", "curr", "währung", "waehrung", "waers", "devise", "moneda", "valuta"],
            Self::UnitPrice => &["unitprice", "单价", "销售单价", "含税单价", "不含税单价", "price", "售价"],
        }
    }
}

/// What the header was taken for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guess {
    /// Index of the column by field.
    pub taken: BTreeMap<Field, usize>,
    /// Columns that would also do for a field that a better one was taken for.
    pub also: Vec<(Field, usize)>,
    /// Columns that were taken for nothing, those in `also` included.
    pub left: Vec<usize>,
}

/// Guesses what each column is from the headers alone.
pub fn guess_columns<S: AsRef<str>>(headers: &[S]) -> Guess {
    guess_around(headers, &BTreeMap::new(), &[])
}

/// Guesses what a mapping leaves open.
fn guess_around<S: AsRef<str>>(headers: &[S], mapped: &BTreeMap<Field, usize>, ignored: &[Field]) -> Guess {
    let mut fits: Vec<(usize, Field, usize)> = Vec::new();
    for (column, header) in headers.iter().enumerate() {
        for field in Field::ALL {
            if let Some(rank) = rank(header.as_ref(), field) {
                fits.push((rank, field, column));
            }
        }
    }
    fits.sort_unstable_by_key(|&(rank, field, column)| (rank, column, field));
    let mut guess = Guess { taken: mapped.clone(), ..Guess::default() };
    for &(_, field, column) in &fits {
        let is_used = guess.taken.values().any(|&used| used == column);
        if !is_used && !guess.taken.contains_key(&field) && !ignored.contains(&field) {
            guess.taken.insert(field, column);
        }
    }
    guess.left = (0..headers.len()).filter(|column| !guess.taken.values().any(|used| used == column)).collect();
    for &(_, field, column) in &fits {
        let is_open = guess.taken.contains_key(&field) && !mapped.contains_key(&field);
        if is_open && guess.left.contains(&column) && !guess.also.iter().any(|&(_, other)| other == column) {
            guess.also.push((field, column));
        }
    }
    guess
}

/// How well a header fits a field, 0 best.
fn rank(header: &str, field: Field) -> Option<usize> {
    rank_among(header, field.headers(), field.is_money())
}

/// How well a header fits names that are folded, best first, 0 best; a remark in brackets (`金额(元)`), of amounts also a unit at
/// the end (`revenue_k`), is left out if that makes it fit.
fn rank_among(header: &str, names: &[&str], is_money: bool) -> Option<usize> {
    let position = |text: &str| {
        let folded = fold_header(text);
        names.iter().position(|&known| known == folded)
    };
    let without_unit = || money::without_unit(header).filter(|_| is_money).and_then(position);
    position(header).or_else(|| position(&without_brackets(header)).or_else(without_unit).map(|rank| rank + 1))
}

/// The column of amounts whose header fits the earliest of these names; a remark in brackets or a unit at the end
/// (`目标金额(万元)`, `target_k`) is left out where that makes it fit.
pub fn column_of_amounts(headers: &[String], names: &[&str]) -> Option<usize> {
    let ranks =
        headers.iter().enumerate().filter_map(|(column, header)| Some((rank_among(header, names, true)?, column)));
    ranks.min().map(|(_, column)| column)
}

/// Folds case, width, spaces and punctuation: `Account_ID`, `account id` and `ACCOUNT-ID` are one.
pub fn fold_header(header: &str) -> String {
    header
        .chars()
        .map(|c| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            other => other,
        })
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Without what stands in brackets.
fn without_brackets(header: &str) -> String {
    let mut depth = 0_usize;
    header
        .chars()
        .filter(|c| {
            let opens = matches!(c, '(' | '（' | '[' | '【' | '<');
            let closes = matches!(c, ')' | '）' | ']' | '】' | '>');
            depth += usize::from(opens);
            let kept = depth == 0;
            depth -= usize::from(closes && depth > 0);
            kept && !closes
        })
        .collect()
}

/// The columns of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// What is what.
    pub guess: Guess,
}

/// What is wrong with the columns of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnFault {
    /// The mapping names a field that there is not.
    UnknownField(String),
    /// The mapping names a header that the file lacks.
    UnknownHeader(Field, String),
    /// The mapping gives one column to two fields.
    Shared(Field, Field),
    /// A column that every file needs.
    Missing(Field),
}

impl ColumnFault {
    /// The field that no column was recognised as, where that is the fault.
    pub const fn missing(&self) -> Option<Field> {
        if let Self::Missing(field) = self { Some(*field) } else { None }
    }
}

impl Columns {
    /// By mapping (field → header; an empty header means that the field is not read), then by guess.
    pub fn of(headers: &[String], mapping: &BTreeMap<String, String>) -> (Self, Vec<ColumnFault>) {
        let mut faults = Vec::new();
        let mut mapped: BTreeMap<Field, usize> = BTreeMap::new();
        let mut ignored = Vec::new();
        for (name, header) in mapping {
            let Some(field) = Field::named(name) else {
                faults.push(ColumnFault::UnknownField(name.clone()));
                continue;
            };
            if header.trim().is_empty() {
                ignored.push(field);
                continue;
            }
            let Some(column) = column_named(headers, header) else {
                faults.push(ColumnFault::UnknownHeader(field, header.clone()));
                continue;
            };
            if let Some((&other, _)) = mapped.iter().find(|&(_, &used)| used == column) {
                faults.push(ColumnFault::Shared(other, field));
            }
            mapped.insert(field, column);
        }
        let by_price = mapped.contains_key(&Field::UnitPrice) && !mapped.contains_key(&Field::Revenue);
        if by_price {
            ignored.push(Field::Revenue);
        }
        let guess = guess_around(headers, &mapped, &ignored);
        let has = |field: Field| guess.taken.contains_key(&field);
        let mentioned =
            |field: Field| faults.iter().any(|f| matches!(f, ColumnFault::UnknownHeader(g, _) if *g == field));
        let mut missing = Vec::new();
        if !has(Field::Date) && !mentioned(Field::Date) {
            missing.push(ColumnFault::Missing(Field::Date));
        }
        if !has(Field::AccountId)
            && !has(Field::AccountName)
            && !mentioned(Field::AccountId)
            && !mentioned(Field::AccountName)
        {
            missing.push(ColumnFault::Missing(Field::AccountId));
        }
        let wanted = if by_price { Field::Quantity } else { Field::Revenue };
        if !has(wanted) && !mentioned(wanted) {
            missing.push(ColumnFault::Missing(wanted));
        }
        faults.extend(missing);
        (Self { guess }, faults)
    }

    /// What the amounts of a field are to be multiplied by, as its header says; 1 for a field that is no money.
    pub fn times(&self, field: Field, headers: &[String]) -> i64 {
        let header = self.get(field).filter(|_| field.is_money()).and_then(|column| headers.get(column));
        header.map_or(1, |header| money::times(header))
    }

    /// Column of a field.
    pub fn get(&self, field: Field) -> Option<usize> {
        self.guess.taken.get(&field).copied()
    }
}

/// The column with this header: as written, else folded.
pub(super) fn column_named(headers: &[String], wanted: &str) -> Option<usize> {
    let folded = fold_header(wanted);
    headers
        .iter()
        .position(|header| header == wanted.trim())
        .or_else(|| headers.iter().position(|header| !folded.is_empty() && fold_header(header) == folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(headers: &[&str]) -> Vec<(&'static str, String)> {
        guess_columns(headers).taken.into_iter().map(|(field, i)| (field.name(), headers[i].to_owned())).collect()
    }

    fn pairs(pairs: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        pairs.iter().map(|&(field, header)| (field, header.to_owned())).collect()
    }

    #[test]
    fn chinese_headers() {
        assert_eq!(
            guessed(&[
                "开票日期",
                "客户编码",
                "客户名称",
                "品名",
                "大区",
                "业务员",
                "数量",
                "单价",
                "金额（元）",
                "成本",
                "备注"
            ]),
            pairs(&[
                ("date", "开票日期"),
                ("account_id", "客户编码"),
                ("account_name", "客户名称"),
                ("product", "品名"),
                ("region", "大区"),
                ("manager", "业务员"),
                ("quantity", "数量"),
                ("revenue", "金额（元）"),
                ("cost", "成本"),
                ("unit_price", "单价"),
            ])
        );
    }

    #[test]
    fn the_better_of_two_headers_is_taken() {
        let headers = ["Order Date", "INVOICE_DATE", "Customer", "Amount"];
        let guess = guess_columns(&headers);
        assert_eq!(guess.taken.get(&Field::Date), Some(&1));
        assert_eq!(guess.also, [(Field::Date, 0)]);
        assert_eq!(guess.left, [0]);
    }

    fn of(headers: &[&str], mapping: &[(&str, &str)]) -> (Columns, Vec<ColumnFault>) {
        let headers: Vec<String> = headers.iter().map(|&h| h.to_owned()).collect();
        Columns::of(&headers, &mapping.iter().map(|&(f, h)| (f.to_owned(), h.to_owned())).collect())
    }

    #[test]
    fn a_mapping_stands_before_the_guess() {
        let (columns, faults) = of(&["date", "due", "customer", "amount"], &[("date", "due")]);
        assert_eq!((columns.get(Field::Date), faults), (Some(1), vec![]));
        let (columns, faults) = of(&["date", "customer", "price", "qty", "total"], &[("unit_price", "Price")]);
        assert_eq!((columns.get(Field::Revenue), columns.get(Field::UnitPrice), faults), (None, Some(2), vec![]));
        let (columns, _) = of(&["date", "customer", "amount", "discount"], &[("discount", "")]);
        assert_eq!(columns.get(Field::Discount), None);
    }

    #[test]
    fn what_is_missing_or_unknown_is_said() {
        let (_, faults) = of(&["when", "who", "price"], &[]);
        assert_eq!(faults, [Field::Date, Field::AccountId, Field::Revenue].map(ColumnFault::Missing));
        let (_, faults) = of(&["date", "customer", "amount"], &[("revenu", "amount"), ("cost", "kost")]);
        assert_eq!(
            faults,
            [
                ColumnFault::UnknownHeader(Field::Cost, "kost".to_owned()),
                ColumnFault::UnknownField("revenu".to_owned())
            ]
        );
    }
}
